/**
 * Decodes character references, once: `&amp;lt;` becomes `&lt;`.
 *
 * It knows numbers (`&#33;`, `&#x21;`) and the names that occur in news, all with their semicolon.
 * Other names are left as they are written, and so is a lone `&`.
 *
 * @see HTML §13.2.5.80 for numbers: 0, surrogates and numbers beyond Unicode give U+FFFD, and 128 to 159
 *   are read as windows-1252, which is what old pages mean
 */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,9})|#x([\da-f]{1,8})|([a-z]{2,8}\d{0,2}));/gi,
    (written: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named.get(name) ?? written
      return fromNumber(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
    },
  )
}

function fromNumber(number: number): string {
  const isSurrogate = number >= 0xd800 && number <= 0xdfff
  if (number === 0 || isSurrogate || number > 0x10ffff) return '\ufffd'
  return windows1252[number - 128] ?? String.fromCodePoint(number)
}

/** The characters of windows-1252 from 128 to 159; a space marks an unassigned one. */
const windows1252 = Array.from('€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ', (character) =>
  character === ' ' ? undefined : character,
)

/** Each name is followed by a space and its character. */
const table = `
  amp & lt < gt > quot " apos ' AMP & LT < GT > QUOT "
  hellip … mdash — ndash – horbar ― minus − lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ laquo « raquo »
  lsaquo ‹ rsaquo › middot · bull • deg ° prime ′ Prime ″ copy © reg ® trade ™ sect § para ¶ dagger † Dagger ‡
  times × divide ÷ plusmn ± frac12 ½ frac14 ¼ frac34 ¾ sup1 ¹ sup2 ² sup3 ³ permil ‰ micro µ infin ∞ ne ≠ le ≤ ge ≥
  asymp ≈ equiv ≡ sum ∑ radic √ yen ¥ euro € pound £ cent ¢ curren ¤ larr ← uarr ↑ rarr → darr ↓ harr ↔ rArr ⇒
  hearts ♥ spades ♠ clubs ♣ diams ♦ star ☆ starf ★ check ✓ iexcl ¡ iquest ¿ ordf ª ordm º not ¬ macr ¯ acute ´
  cedil ¸ uml ¨ brvbar ¦ circ ˆ tilde ˜ agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç
  egrave è eacute é ecirc ê euml ë igrave ì iacute í icirc î iuml ï ntilde ñ ograve ò oacute ó ocirc ô otilde õ
  ouml ö oslash ø ugrave ù uacute ú ucirc û uuml ü yacute ý yuml ÿ szlig ß oelig œ scaron š Agrave À Aacute Á
  Acirc Â Atilde Ã Auml Ä Aring Å AElig Æ Ccedil Ç Egrave È Eacute É Ecirc Ê Euml Ë Iacute Í Icirc Î Ntilde Ñ
  Oacute Ó Ocirc Ô Ouml Ö Oslash Ø Uacute Ú Ucirc Û Uuml Ü alpha α beta β gamma γ delta δ lambda λ mu μ pi π
  sigma σ omega ω Delta Δ Sigma Σ Omega Ω
  nbsp \u00a0 ensp \u2002 emsp \u2003 thinsp \u2009 zwnj \u200c zwj \u200d lrm \u200e rlm \u200f shy \u00ad`

const named = new Map(
  Array.from(table.matchAll(/(\w+) (.)/gu), ([, name = '', character = '']) => [name, character]),
)
