import { englishWords } from './english-words.js'
import { isTraditional } from './language.js'
import { simplifiedWords } from './simplified-words.js'
import { traditionalWords } from './traditional-words.js'
import type { Words } from './words.js'

/**
 * The words for a site: Chinese if its language is any kind of Chinese, in the characters of that kind, else English.
 *
 * @param language - BCP 47
 */
export function wordsFor(language: string): Words {
  if (!/^zh(?:-|$)/i.test(language)) return englishWords
  return isTraditional(language) ? traditionalWords : simplifiedWords
}
