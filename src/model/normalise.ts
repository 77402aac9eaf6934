/** Most marks that a character keeps (UAX #15 §13, Stream-Safe Text Format); no language needs as many. */
const marksMax = 30

// The halfwidth katakana marks become marks in NFKC.
const runs = /[\p{M}\uff9e\uff9f]{2,}/gu
const perhapsMark = /[\p{M}\uff9e\uff9f\ud800-\udfff]/u

/**
 * Normalises a text whose author may be hostile (UAX #15), and drops marks beyond the thirtieth in a row. Sorting a run
 * of marks takes time quadratic in its length, during which not even the end of its thread can interrupt it.
 *
 * Linear in the length of the text, and idempotent.
 */
export function normalise(text: string, form: 'NFC' | 'NFD' | 'NFKC'): string {
  // Some marks become two or three.
  return cutRuns(cutRuns(text).normalize(form))
}

function cutRuns(text: string): string {
  return mayHaveLongRun(text) ? text.replace(runs, cutRun) : text
}

/** Looks at one UTF-16 unit in 31: a longer run holds at least one of them. */
function mayHaveLongRun(text: string): boolean {
  for (let at = marksMax; at < text.length; at += marksMax + 1) {
    if (perhapsMark.test(text.charAt(at))) return true
  }
  return false
}

function cutRun(run: string): string {
  if (run.length <= marksMax) return run
  return Array.from(run.slice(0, 2 * marksMax))
    .slice(0, marksMax)
    .join('')
}
