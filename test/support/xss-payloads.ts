/** What each payload tries to do. */
const run = 'alert(1)'

const handlers =
  'onload onerror onclick onmouseover onfocus onblur onanimationstart ontransitionend ontoggle onpageshow ' +
  'onbeforeinput onpointerenter onwheel oncopy onscroll onresize onloadstart oncanplay ONERROR oNcLiCk'
const carriers = [
  '<img src=x H>',
  '<svg H><path/></svg>',
  '<body H>',
  '<video H><source src=x></video>',
  '<a href=# H tabindex=0>a</a>',
  '<details open H><summary>a</summary></details>',
  '<p/H>a</p>',
  '<input autofocus H>',
  '<my-element style="animation:x" H>a</my-element>',
  '<p title="a"H>a</p>',
]

const schemes = [
  'javascript:R',
  'JaVaScRiPt:R',
  'java\tscript:R',
  'java\nscript:R',
  'java&#x0A;script:R',
  'java&Tab;script:R',
  'javascript&colon;R',
  '&#106;&#97;vascript:R',
  '&#0000106avascript:R',
  '\u0001javascript:R',
  '&#1;javascript:R',
  ' javascript:R',
  '\u00a0javascript:R',
  '\u200bjavascript:R',
  'javascript://x.cn/%0aR',
  'javascript:/*-->*/R',
  'view-source:javascript:R',
  'vbscript:R',
  'data:text/html,<script>R</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="R"/>',
  'blob:https://x.cn/1',
  'filesystem:https://x.cn/1',
  '\\javascript:R',
  'http:javascript:R',
]
const sinks = [
  '<a href="U">a</a>',
  "<a href='U'>a</a>",
  '<iframe src="U"></iframe>',
  '<img src="U">',
  '<form action="U"><button>a</button></form>',
  '<object data="U"></object>',
  '<embed src="U">',
  '<video poster="U" src="U"></video>',
  '<svg><a xlink:href="U"><text>a</text></a></svg>',
  '<math><a href="U">a</a></math>',
  '<meta http-equiv=refresh content="0;url=U">',
  '<base href="U">',
  '<link rel=stylesheet href="U">',
  '<img srcset="U 1x">',
  '<area href="U">',
  '<blockquote cite="U">a</blockquote>',
  '[a](U)',
  '[a](<U>)',
  '![a](U)',
  '<U>',
  '[a]: U\n\n[a]',
]

const script = `<script>${run}</script>`
const image = `<img src=x onerror=${run}>`

/** Where browsers and simpler parsers differ: raw text, foreign elements, comments, unterminated attributes. */
const tricks = [
  script,
  '<scr<script>ipt>alert(1)</script>',
  `<script/x>${run}</script>`,
  `<script\0>${run}</script>`,
  `<SCRIPT SRC=https://x.cn/a.js></SCRIPT>`,
  `<script>${run}`,
  `<<script>${run}//<</script>`,
  `<noscript><p title="</noscript>${image}">`,
  `<style><img title="</style>${image}">`,
  `<title><p title="</title>${image}">`,
  `<textarea><p title="</textarea>${image}">`,
  `<xmp><p title="</xmp>${image}">`,
  `<noembed><p title="</noembed>${image}">`,
  `<noframes><p title="</noframes>${image}">`,
  `<iframe><p title="</iframe>${image}">`,
  `<plaintext>${script}`,
  `<template>${image}</template>`,
  `<template shadowrootmode=open>${image}</template>`,
  `<svg>${script}</svg>`,
  `<svg><style>${image}</style></svg>`,
  `<svg><style><p title="</style>${image}"></style></svg>`,
  `<svg><desc><table><svg><style>${image}`,
  `<svg><foreignObject><p>${image}</p></foreignObject></svg>`,
  `<svg><title><style><img src="</style>${image}">`,
  `<svg></p><style><a id="</style>${image}">`,
  `<svg><animate attributeName=href values="javascript:${run}"/></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'>${image}</svg>#x"/></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;${image}">`,
  `<math><mi><mglyph><style>${image}</style></mglyph></mi></math>`,
  `<math><annotation-xml encoding="text/html"><style>${image}</style></annotation-xml></math>`,
  `<math><mtext><style></math>${image}`,
  `<form><math><mtext></form><form><mglyph><style></math>${image}`,
  `<form><div></form><form>${image}`,
  `<table><a href=x><style>${image}</style></a></table>`,
  `<table><td><style>${image}</style></table>`,
  `<select><style>${image}</style></select>`,
  `<select><option>&lt;img src=x onerror=${run}&gt;</option></select>`,
  `<!--><img src=x onerror=${run}>-->`,
  `<!--!>${image}<!-->`,
  `<!-- --!>${image}`,
  `<![CDATA[${image}]]>`,
  `<svg><![CDATA[><img src=x onerror=${run}>]]></svg>`,
  `<?xml ?>${image}`,
  `<!x>${image}`,
  `</ ${image}>`,
  `</p title="${image}">`,
  `<p title=">${image}`,
  `<p title='"'>${image}</p>`,
  `<p title=\`${image}\`>`,
  `<p "=" title='>${image}'>`,
  `<a href="x" title="a\0"onclick=${run}>a</a>`,
  `<img src="x\`>${script}"\`>`,
  `<img src=x:x onerror=${run}//`,
  `<img/src="x"/onerror="${run}"/>`,
  `<img\fsrc=x\fonerror=${run}>`,
  `<img src=x onerror\n=\n${run}>`,
  `<img src=x onerror=&#97;lert(1)>`,
  `<img src=x \0onerror=${run}>`,
  `<image src=x onerror=${run}>`,
  `<im\0g src=x onerror=${run}>`,
  `&lt;img src=x onerror=${run}&gt;`,
  `&amp;lt;img src=x onerror=${run}&amp;gt;`,
  `\ufe64img src=x onerror=${run}\ufe65`,
  `+ADw-script+AD4-${run}+ADw-/script+AD4-`,
  `<iframe srcdoc="${script}"></iframe>`,
  `<iframe srcdoc="&lt;script&gt;${run}&lt;/script&gt;"></iframe>`,
  `<iframe src="https://player.example.com/1" srcdoc="${script}" onload=${run}>${image}</iframe>`,
  `<object data="data:text/html,${script}"></object>`,
  `<object type="text/x-scriptlet" data="x">${image}</object>`,
  `<embed src="data:image/svg+xml,<svg onload=${run}>">`,
  `<link rel=import href="data:text/html,${script}">`,
  `<base target="x"><base href="javascript:/a/">`,
  `<meta http-equiv="set-cookie" content="a=b">`,
  `<meta charset="utf-7">+ADw-script+AD4-`,
  `<style>@import "https://x.cn/a.css";</style><p style="background:url(javascript:${run})">a</p>`,
  `<p style="width:expression(${run})">a</p>`,
  `<a id=alert href=x>a</a><a id=alert name=x href=y>b</a>`,
  `<form id=document><input name=body></form>`,
  `<button popovertarget=x>a</button><div popover id=x onbeforetoggle=${run}>b</div>`,
  `<dialog open onclose=${run}><form method=dialog><button>a</button></form></dialog>`,
  `<portal src="javascript:${run}"></portal>`,
  `<frameset onload=${run}><frame src="javascript:${run}"></frameset>`,
  `<isindex action="javascript:${run}" type=image>`,
  `<keygen autofocus onfocus=${run}>`,
  `<marquee onstart=${run}>a</marquee>`,
  `<p is="x-y" onclick=${run}>a</p>`,
  `<slot onslotchange=${run}>a</slot>`,
  `\`\`\`html"onmouseover=${run}\n${image}\n\`\`\``,
  `\`${image}\``,
  `    ${image}`,
  `[${image}](x)`,
  `![${image}](x "a' onerror=${run}")`,
  `[a](x "&quot; onclick=${run}")`,
  `[a](https://x.cn/"onclick=${run})`,
  `https://x.cn/"onmouseover=${run}`,
  `<https://x.cn/"onmouseover=${run}>`,
  `| ${image} |\n|---|\n| ${script} |`,
  `<b>**${image}`,
  `<p>\n\n${image}\n\n<script>\n\n${run}\n\n</script>`,
  `<!-- more -->${image}<!-- more -->`,
]

/** Payloads made by ourselves, some 1,100: carriers × handlers, sinks × schemes, and parser tricks. */
export function makePayloads(): string[] {
  const handled = handlers
    .split(' ')
    .flatMap((handler) => carriers.map((carrier) => carrier.replace('H', ` ${handler}=${run}`)))
  const linked = schemes.flatMap((scheme) =>
    sinks.map((sink) => sink.replaceAll('U', scheme.replace('R', run))),
  )
  const wrapped = tricks.flatMap((trick) => [
    `<table>${trick}`,
    `<p title="a>${trick}`,
    `<svg>${trick}`,
    `- > ${trick}`,
  ])
  return [...handled, ...linked, ...tricks, ...wrapped]
}

const nestable =
  'a b article blockquote caption center code col colgroup dd del details div dl dt em figcaption figure font h1 h2 ' +
  'i ins li menu ol p pre q rb rp rt rtc ruby s section span summary table tbody td tfoot th thead tr u ul'

/** Bodies of allowed elements, wrongly nested at random, to see that none closes the element around it. */
export function makeNestings(count: number): string[] {
  const names = nestable.split(' ')
  let state = 1
  // The generator from Numerical Recipes, so that the bodies are the same each time.
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return Array.from({ length: count }, () =>
    Array.from({ length: 4 + below(14) }, () => {
      const name = names[below(names.length)]
      return below(3) === 0
        ? `</${name}>`
        : `<${name}${name === 'a' ? ' href=x' : ''}>${below(4) === 0 ? 'x' : ''}`
    }).join(''),
  )
}
