/** RFC 9110 §12.4.2: 0 to 1, three decimals at most. */
const weightForm = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/

/**
 * Parses a list with quality values: `gzip;q=0.5, br, *;q=0`.
 *
 * Names are lower-cased; the first mention of a name counts. A member whose weight is malformed is ignored: what cannot
 * be understood states no preference.
 *
 * @see RFC 9110 §12.4.2
 */
export function parseQualities(list: string): Map<string, number> {
  const qualities = new Map<string, number>()
  for (const member of list.split(',')) {
    const [name = '', ...parameters] = member.split(';')
    const key = name.trim().toLowerCase()
    const weight = weightOf(parameters)
    if (key !== '' && weight !== undefined && !qualities.has(key)) qualities.set(key, weight)
  }
  return qualities
}

function weightOf(parameters: readonly string[]): number | undefined {
  for (const parameter of parameters) {
    const text = parameter.trim()
    if (!/^q=/i.test(text)) continue
    const weight = text.slice(2)
    return weightForm.test(weight) ? Number(weight) : undefined
  }
  return 1
}
