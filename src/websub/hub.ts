/** How a hub answered an announcement: `refused` is final, `failed` may pass. */
export type HubAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number }

/** Passes news on to subscribers. */
export interface Hub {
  /** Announces that a topic has changed. Never rejects. @param signal - aborts the request */
  publish(topic: string, signal: AbortSignal): Promise<HubAnswer>
}

/** Statuses that ask us to retry, although they are 4xx (RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4). */
const passing = new Set([408, 425, 429])

/**
 * A hub that is told by an HTML form post, which all of them understand.
 *
 * Only this address is asked: a redirect counts as a refusal and is not followed. Of a response, only the status and
 * `Retry-After` count; the body is not read. Neither the address nor anything the hub says is put into a message: the
 * address may hold a secret, and the hub may say anything.
 *
 * @param url - http or https, without a user name
 * @param deadlineMs - for one whole request
 * @see PubSubHubbub Core 0.4 §7.1 (WebSub §5 leaves it to the hub how it is told)
 */
export function hubAt(url: string, deadlineMs: number): Hub {
  return {
    async publish(topic, signal) {
      const ender = new AbortController()
      const end = () => ender.abort()
      const deadline = setTimeout(end, deadlineMs)
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
      try {
        const response = await fetch(url, {
          method: 'POST',
          body: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic }),
          redirect: 'manual',
          signal: ender.signal,
        })
        // Errors in the rest of the response do not matter: the status has arrived.
        response.body?.cancel().catch(() => {})
        return answerOf(response.status, response.headers.get('retry-after'))
      } catch (error) {
        const isLate = ender.signal.aborted && !signal.aborted
        const reason = isLate ? `it did not answer in ${deadlineMs / 1000} s` : causeOf(error)
        return { kind: 'failed', reason }
      } finally {
        clearTimeout(deadline)
        signal.removeEventListener('abort', end)
      }
    },
  }
}

function answerOf(status: number, retryAfter: string | null): HubAnswer {
  if (status >= 200 && status < 300) return { kind: 'accepted' }
  const reason = `it answered ${status}`
  if (status < 500 && !passing.has(status)) return { kind: 'refused', reason }
  const retryAfterMs = readRetryAfter(retryAfter)
  return { kind: 'failed', reason, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

/** Seconds → milliseconds. A date (RFC 9110 §10.2.3) is ignored, since the hub's clock may differ from ours. */
function readRetryAfter(value: string | null): number | undefined {
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) * 1000 : undefined
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `UND_ERR_SOCKET`: the cause that fetch hides behind "fetch failed". */
function causeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return `it cannot be reached (${typeof code === 'string' ? code : 'no answer'})`
}
