import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request. */
export interface Asked {
  readonly path: string
  readonly method?: string
  readonly headers: Readonly<Record<string, string>>
}

/** An answer as it was sent, still in its content coding. */
export interface Answer {
  /** 0 if there was no answer. */
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const agent = new Agent({ keepAlive: true })

/** Sends a request to a port of this machine. */
export function ask(port: number, { path, method = 'GET', headers }: Asked): Promise<Answer> {
  return new Promise((resolve) => {
    const fail = () => resolve({ status: 0, headers: {}, body: Buffer.alloc(0) })
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        fail,
      )
    })
    asked.on('error', fail).end()
  })
}

const tag = '/tag/%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB'

/**
 * The kinds of requests that readers, browsers and caches make, each with the expected status.
 *
 * @param known - the answer for `/hongwang.xml`
 */
export function cases(prefix: string, known: Answer): (Asked & { readonly status: number })[] {
  const feed = `${prefix}/hongwang.xml`
  const etag = known.headers.etag ?? ''
  const since = known.headers['last-modified'] ?? 'Thu, 01 Jan 1970 00:00:00 GMT'
  const get = (path: string, status: number, headers: Asked['headers'] = {}) => ({
    path: path.startsWith(prefix) ? path : prefix + path,
    status,
    headers,
  })
  const documents = ['/hongwang.xml', '/hongwang.atom', '/hongwang.json', `${tag}.xml`, '/feeds.html', '/']
  const codings = [
    {},
    ...['gzip', 'br', 'gzip, br', 'identity', 'gzip;q=0'].map((value) => ({ 'Accept-Encoding': value })),
  ]
  return [
    ...documents.flatMap((path) => codings.map((headers) => get(path, 200, headers))),
    ...['/theme/page.css', '/theme/feed.css', '/_posts/lanjiang-kucun.png'].map((path) => get(path, 200)),
    get(tag.toLowerCase().concat('.xml'), 200),
    get('/hongwang.xml?utm_source=x', 200),
    { ...get(feed, 200), method: 'HEAD' },
    { ...get(feed, 204), method: 'OPTIONS' },
    { ...get(feed, 405), method: 'DELETE' },
    get(feed, 304, { 'If-None-Match': etag }),
    get(feed, 304, { 'If-None-Match': `"another", ${etag}` }),
    get(feed, 304, { 'If-None-Match': etag.replace(/^W\//, '') }),
    get(feed, 304, { 'If-None-Match': '*' }),
    get(feed, 304, { 'If-None-Match': etag, 'Accept-Encoding': 'gzip' }),
    get(feed, 200, { 'If-None-Match': '"another"', 'If-Modified-Since': since }),
    get(feed, 304, { 'If-Modified-Since': since }),
    get(feed, 200, { 'If-Modified-Since': 'Thu, 30 Dec 2021 00:00:00 GMT' }),
    get(feed, 304, { 'If-None-Match': etag, 'Cache-Control': 'no-cache' }),
    get('/_posts/lanjiang-kucun.png', 206, { Range: 'bytes=0-99' }),
    get('/category/hongwang.xml', 301),
    get('/no/such/feed.xml', 404),
    get('/no/such/page.html', 404, { Accept: 'text/html' }),
  ]
}
