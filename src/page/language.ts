import { type Html, html } from './html.js'

/** Languages written from right to left, but where another script is named; and the scripts that are. */
const rightToLeft =
  /^(?:ar|ckb|dv|fa|he|nqo|ps|sd|syr|ug|ur|yi)(?!-[a-z]{4}\b)(?=-|$)|-(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)\b/i

/**
 * The attributes that say in what language a text is (WCAG 2.2, 3.1.1 and 3.1.2) and in what direction it runs:
 * `lang` alone turns nothing around (HTML Standard §3.2.6.4), neither an Arabic post on a Chinese page nor the reverse.
 *
 * @param language - BCP 47
 */
export function languageAttributes(language: string): Html {
  return html` lang="${language}" dir="${rightToLeft.test(language) ? 'rtl' : 'ltr'}"`
}
