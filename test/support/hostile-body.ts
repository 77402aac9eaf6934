import fc from 'fast-check'

const elements =
  'a abbr address article b base big blockquote body br button center code col dd details div dl dt em embed fieldset ' +
  'figure font form frameset h1 head hr html iframe image img input ins li link listing main map marquee math menu ' +
  'meta mi mglyph mtext nobr noembed noframes noscript object ol option p picture plaintext pre q rp rt ruby s ' +
  'script section select source span style sub summary svg table tbody td template textarea tfoot th thead title ' +
  'tr track u ul video wbr xmp foreignObject desc annotation-xml animate set use my-element constructor __proto__'

const names = fc.constantFrom(...elements.split(' '))
const attributeNames = fc.constantFrom(
  ...(
    'href src srcset poster cite title alt id name class style onclick onerror onload ONMOUSEOVER data-src ' +
    'data-original data-srcset srcdoc target action formaction xlink:href xmlns background ping hidden width ' +
    'colspan lang dir type value controls __proto__ constructor is x"y <b'
  ).split(' '),
)
const values = fc.oneof(
  fc.constantFrom(
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:image/png;base64,AAAA',
    'vbscript:x',
    '//a.cn/x',
    '../x.jpg',
    '#a',
    'post-a',
    'a',
    'https://a.cn/?x=1&y="2"',
    '"><script>alert(1)</script>',
    '</textarea><img src=x onerror=alert(1)>',
    'display:none',
    'a.jpg 1x, javascript:x 2x',
    '<!-- more -->',
    '\0',
    '\uffff',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const quotes = fc.constantFrom('"', "'", '')

const attribute = fc
  .tuple(attributeNames, values, quotes, fc.constantFrom(' ', '/', '\n', ''))
  .map(([name, value, quote, gap]) => `${gap}${name}=${quote}${value}${quote}`)
const startTag = fc
  .tuple(names, fc.array(attribute, { maxLength: 3 }), fc.constantFrom('>', '/>', ' ', ''))
  .map(([name, attributes, end]) => `<${name} ${attributes.join(' ')}${end}`)
const endTag = names.map((name) => `</${name}>`)
const pieces = fc.constantFrom(
  ...[
    '<!--',
    '-->',
    '<!',
    '<?',
    '?>',
    '<![CDATA[',
    ']]>',
    '</',
    '<',
    '>',
    '&lt;',
    '&#x3c;script&#62;',
    '&amp;lt;',
    '\0',
  ],
  ...[
    '**',
    '*',
    '_',
    '`',
    '```\n',
    '~~',
    '[a](',
    ')',
    '![',
    '](javascript:x)',
    '> ',
    '- ',
    '1. ',
    '# ',
    '\n',
    '\n\n',
    '    ',
  ],
  ...[
    '| a | b |\n|---|:-:|\n',
    '<https://a.cn/x>',
    '[x]: javascript:alert(1)\n',
    '*ST云岭',
    '甲',
    '\u202e',
    '\ud800',
    '\\',
  ],
)

/** Bodies of mismatched tags, unterminated attributes, and Markdown and HTML inside each other. */
export const hostileBody = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: startTag },
      { weight: 2, arbitrary: endTag },
      { weight: 3, arbitrary: pieces },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
    ),
    { maxLength: 25, size: 'max' },
  )
  .map((parts) => parts.join(''))
