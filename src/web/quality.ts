/** RFC 9110 §12.4.2: 0 to 1, three decimals at most. */
const weightForm = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/

/**
 * Reads a list with quality values: `gzip;q=0.5, br, *;q=0`.
 *
 * Names are in lower case; the first mention of a name counts. A member with a weight that is none is
 * left out, as if it had not been written: what nobody understands is no wish.
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
