import { type Html, html } from './html.js'

/** Languages written from right to left, unless a script is named; and the scripts that run that way. */
const rightToLeft =
  /^(?:ar|ckb|dv|fa|he|nqo|ps|sd|syr|ug|ur|yi)(?!-[a-z]{4}\b)(?=-|$)|-(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)\b/i

/**
 * Attributes for the language of a text (WCAG 2.2, 3.1.1 and 3.1.2) and its direction, which `lang` alone does not
 * set (HTML Standard §3.2.6.4), neither for an Arabic post on a Chinese page nor for the reverse.
 *
 * @param language - BCP 47
 */
export function languageAttributes(language: string): Html {
  return html` lang="${language}" dir="${rightToLeft.test(language) ? 'rtl' : 'ltr'}"`
}

/** Whether a language is Chinese in Traditional characters. @param language - BCP 47 */
export function isTraditional(language: string): boolean {
  return /^zh-(?:hant|tw|hk|mo)(?:-|$)/i.test(language)
}
