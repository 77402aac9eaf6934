import { formatProblem, type Problem } from '../model/problem.js'
import type { Output } from './command.js'

/** What an Output needs of a stream, which may be a terminal. */
export interface OutputStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  /** As on Node's `tty.WriteStream`, which respects `NO_COLOR`, `FORCE_COLOR` and `TERM`. */
  hasColors?(): boolean
}

/** Makes an Output from two streams: plain text in a pipe, colours on a terminal that has them. */
export function makeOutput(stdout: OutputStream, stderr: OutputStream): Output {
  const paintOut = makePaint(stdout)
  const paintErr = makePaint(stderr)
  return {
    line: (text) => void stdout.write(`${text}\n`),
    problem: (problem) => void stdout.write(`${paintProblem(problem, paintOut)}\n`),
    fault: (text) => void stderr.write(`${paintErr('red', 'feedmill:')} ${oneLine(text)}\n`),
    log: (line) => void stderr.write(line),
  }
}

/** Select Graphic Rendition (ECMA-48 §8.3.117): the code that begins each style, and the one that ends it. */
const styles = { red: [31, 39], yellow: [33, 39], bold: [1, 22], dim: [2, 22] } as const
type Paint = (style: keyof typeof styles, text: string) => string

function makePaint(stream: OutputStream): Paint {
  if (stream.isTTY !== true || stream.hasColors?.() !== true) return (_style, text) => text
  return (style, text) => `\u001B[${styles[style][0]}m${text}\u001B[${styles[style][1]}m`
}

/** The text of `formatProblem`, each part in its colour. */
function paintProblem(problem: Problem, paint: Paint): string {
  const { code, file, hint, line, severity } = problem
  const plain = oneLine(formatProblem(problem))
  const codeAt = `${file}${line === undefined ? '' : `:${line}`}: `.length
  const hintAt = plain.length - hint.length
  return [
    paint('bold', plain.slice(0, codeAt)),
    paint(severity === 'error' ? 'red' : 'yellow', code),
    plain.slice(codeAt + code.length, hintAt),
    paint('dim', plain.slice(hintAt)),
  ].join('')
}

/**
 * Makes sure that a line stays one line and cannot reconfigure the terminal: names and values come from hostile files,
 * and may contain escape sequences or override the writing direction.
 */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
}
