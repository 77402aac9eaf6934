/** A value in a template: text is escaped, `Html` is not, lists are joined, undefined and false give nothing. */
export type TemplateValue = Html | string | number | false | undefined | readonly TemplateValue[]

/** Finished markup. Only `html` and `raw` make it, so text can never be mistaken for it. */
class Html {
  readonly #markup: string
  constructor(markup: string) {
    this.#markup = markup
  }
  toString(): string {
    return this.#markup
  }
}

/** Markup that is safe to show; made by `html` and `raw` alone. */
export type { Html }

/**
 * Template tag for HTML. Every text is escaped, for elements and for attributes in double quotes alike.
 *
 * A text that begins an `href` or `src` must also be an http(s) address or a path: any other
 * (`javascript:…`) becomes `about:invalid`, so no template has to remember to check.
 */
export function html(strings: TemplateStringsArray, ...values: TemplateValue[]): Html {
  let markup = strings[0] ?? ''
  for (const [index, value] of values.entries()) {
    const opensAddress = typeof value === 'string' && /\b(?:href|src)="$/.test(strings[index] ?? '')
    markup += render(opensAddress && !isWebAddress(value) ? 'about:invalid' : value)
    markup += strings[index + 1] ?? ''
  }
  return new Html(markup)
}

/**
 * Takes markup as it is, except for characters that HTML forbids.
 *
 * @param cleanHtml - a post's body as it left the sanitiser; nothing else may be passed in
 */
export function raw(cleanHtml: string): Html {
  return new Html(toHtmlText(cleanHtml))
}

/** Whether an address leads to the web: http, https, or a path of the site. */
export function isWebAddress(address: string): boolean {
  return /^(?:https?:\/\/|\/)/i.test(address)
}

function render(value: TemplateValue): string {
  if (typeof value === 'string') return escapeText(value)
  if (value === undefined || value === false) return ''
  if (value instanceof Html || typeof value === 'number') return value.toString()
  return value.map(render).join('')
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What `escapeText` must change; most text has none of it. */
const special = /[&<>"'\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/

function escapeText(text: string): string {
  if (!special.test(text)) return text
  return toHtmlText(text).replace(/[&<>"']/g, (character) => escapes[character] ?? '')
}

/**
 * Drops what no HTML document may contain: controls except tab and line ends, and noncharacters; lone
 * surrogates become U+FFFD.
 *
 * @see HTML Standard §13.2.3.5, "Preprocessing the input stream"
 */
function toHtmlText(text: string): string {
  return text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\p{Noncharacter_Code_Point}]/gu, '')
}
