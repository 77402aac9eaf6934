import { messageOf } from '../model/message-of.js'
import type { Fault } from '../model/problem.js'
import type { ParsedHeader } from './header.js'
import { parseYaml } from './yaml.js'

/**
 * Parses JSON into text, lists and maps.
 *
 * `JSON.parse` validates, and the YAML reader takes the values, since JSON is YAML: so numbers keep their source text
 * (an id of 18 digits does not fit into a number) and keys their lines.
 *
 * @param text - with `\n` between lines
 * @param firstLine - 1-based line of the file on which it begins
 * @returns a Fault `json-syntax` if it is not JSON, or is nested too deeply
 */
export function parseJson(text: string, firstLine: number): ParsedHeader | Fault {
  try {
    JSON.parse(text)
  } catch (error) {
    return toJsonFault(messageOf(error), text, firstLine)
  }
  const parsed = parseYaml(text, firstLine)
  return 'code' in parsed ? { ...parsed, code: 'json-syntax', reason: 'it is nested too deeply' } : parsed
}

function toJsonFault(said: string, text: string, firstLine: number): Fault {
  const position = /at position (\d+)/.exec(said)?.[1]
  // Text that ends too early is reported on its last line that is not blank.
  const before = text.trimEnd().slice(0, position === undefined ? undefined : Number(position))
  return {
    code: 'json-syntax',
    severity: 'error',
    line: firstLine + before.split('\n').length - 1,
    // Some messages repeat the text itself, which may be long and hostile.
    reason: `the front matter is not valid JSON: ${position === undefined ? 'it ends too early' : plain(said)}`,
    hint: 'Write "key": "value" in double quotes, with a comma between pairs but none after the last.',
  }
}

function plain(said: string): string {
  return said.replace(/ in JSON at position \d+.*$/s, '').replace(/^[A-Z]/, (letter) => letter.toLowerCase())
}
