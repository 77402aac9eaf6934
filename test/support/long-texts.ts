/**
 * Texts that take forever if anything is quadratic in their length, by a description of each.
 *
 * @param length - approximate, in characters
 */
export function longTexts(length: number): Record<string, string> {
  const repeat = (text: string, share = 1) => text.repeat(Math.floor((length * share) / text.length))
  return {
    'that is all <': repeat('<'),
    'of tags that never end': repeat('<a'),
    'of tags': repeat('<a>'),
    'of nested elements': repeat('<div>', 0.5) + repeat('</div>', 0.5),
    'of comments that never end': repeat('<!--', 0.8) + repeat('>', 0.2),
    'of one comment that never ends': `<!-- ${repeat('> ')}`,
    'of scripts behind what never ends': repeat('<', 0.2) + repeat('<script>1></script>', 0.8),
    'of quotes': repeat('<a \'"'),
    'of ampersands': repeat('&'),
    'of numbers that never end': repeat('&#1'),
    'of names that never end': repeat('&abcdefgh'),
    'of blanks': `${repeat(' ')}x`,
    'of accents': `a${repeat('\u0301')}`,
    'of accents that must be sorted': `a${repeat('\u0301', 0.5)}${repeat('\u0327', 0.5)}`,
  }
}
