import { formatProblem, type Problem } from '../model/problem.js'
import type { Output } from './command.js'

/** What is asked of a stream that may be a terminal. */
export interface OutputStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  /** As a terminal of Node answers: `NO_COLOR`, `FORCE_COLOR` and `TERM` are heeded there. */
  hasColors?(): boolean
}

/** Makes an Output of two streams: plain text in a pipe, colours on a terminal that shows them. */
export function makeOutput(stdout: OutputStream, stderr: OutputStream): Output {
  const paintOut = makePaint(stdout)
  const paintErr = makePaint(stderr)
  return {
    line: (text) => void stdout.write(`${text}\n`),
    problem: (problem) => void stdout.write(`${paintProblem(problem, paintOut)}\n`),
    fault: (text) => void stderr.write(`${paintErr('red', 'feedmill:')} ${oneLine(text)}\n`),
  }
}

/** Select Graphic Rendition of ECMA-48 §8.3.117: how each begins, and how it ends. */
const styles = { red: [31, 39], yellow: [33, 39], bold: [1, 22], dim: [2, 22] } as const
type Paint = (style: keyof typeof styles, text: string) => string

function makePaint(stream: OutputStream): Paint {
  if (stream.isTTY !== true || stream.hasColors?.() !== true) return (_style, text) => text
  return (style, text) => `\u001B[${styles[style][0]}m${text}\u001B[${styles[style][1]}m`
}

/** The words of `formatProblem`, each part in its colour. */
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
 * Keeps a line one line, and the terminal what it was: names and values come out of hostile files,
 * and may hold escape sequences or turn the writing around.
 */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
}
