/** What a source file contains apart from comments and strings. */
export interface SourceScan {
  /** Every module it imports, as written: `../model/post.js`, `node:fs`, `express`; each once, in order. */
  readonly imports: readonly string[]
  /** Every program that it starts as a thread: `new URL('./worker.js', import.meta.url)`. */
  readonly threads: readonly string[]
  /** The code alone: without comments, and with each string replaced by its index in the file, quoted. */
  readonly code: string
}

/**
 * Finds the imports of a TypeScript file: `import … from`, `export … from`, `import '…'`, `import('…')`,
 * `require('…')`.
 *
 * It knows only as much of the language as it takes to find strings: comments, quotes, templates with their expressions,
 * and regular expressions.
 */
export function scanSource(source: string): SourceScan {
  const { code, strings } = liftStrings(source)
  const named = (pattern: RegExp): string[] => {
    const places = [...code.matchAll(pattern)].map(([, place]) => Number(place))
    return [...new Set(places.map((place) => strings[place] ?? ''))]
  }
  return {
    code,
    imports: named(/\b(?:from|(?:import|require)\s*\(?)\s*'(\d+)'/g),
    threads: named(/\bnew URL\(\s*'(\d+)'\s*,\s*import\.meta\.url/g).filter((name) => name.endsWith('.js')),
  }
}

/** One piece of a file: a comment, a quoted string, a template's text, or a character of code. */
const piece = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|[\s\S]/y
const templateText = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*/y
const regexLiteral = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y

function liftStrings(source: string): { code: string; strings: string[] } {
  const strings: string[] = []
  /** For each open template, how many braces are open in its expression. */
  const templates: number[] = []
  let code = ''
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const text = pattern.exec(source)?.[0] ?? ''
    at += text.length
    return text
  }
  const endTemplateText = () => {
    take(templateText)
    if (take(/\$\{/y)) templates.push(0)
    else take(/`/y)
  }
  while (at < source.length) {
    if (source[at] === '/' && mayBeginRegex(code) && !/^\/[/*]/.test(source.slice(at, at + 2))) {
      if (take(regexLiteral) !== '') code += ' / / '
    }
    const text = take(piece)
    if (/^\/[/*]/.test(text)) code += ' '
    else if (/^['"]./s.test(text)) code += `'${strings.push(text.slice(1, -1)) - 1}'`
    else if (text === '`') endTemplateText()
    else if (text === '}' && templates.at(-1) === 0) {
      templates.pop()
      code += ' '
      endTemplateText()
    } else {
      if (text === '{' || text === '}') countBrace(templates, text)
      code += text
    }
  }
  return { code, strings }
}

function countBrace(templates: number[], brace: string): void {
  const depth = templates.pop()
  if (depth !== undefined) templates.push(depth + (brace === '{' ? 1 : -1))
}

/** Whether a slash after this code begins a regular expression and is not a division. */
function mayBeginRegex(code: string): boolean {
  return /(?:^|[=(,:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|yield|await))\s*$/.test(code.slice(-20))
}
