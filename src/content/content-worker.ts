import type { ContentJobs } from './content-jobs.js'
import { lowerPriority } from './lower-priority.js'
import { packPost } from './packed-body.js'
import { type Handlers, serveJobs } from './serve-jobs.js'

// The thread in which hostile text is read and rendered. Modules are loaded when the first job of their kind comes, so
// a reader never pays for Markdown. Nothing here may load SQLite: this thread may be terminated at any time, and inside
// SQLite that would abort the whole process.
const handlers: Handlers<ContentJobs> = {
  read: async () => {
    lowerPriority()
    const { readPost } = await import('./read-post.js')
    return ({ root, file, options }) => readPost(root, file, options)
  },
  readPacked: async () => {
    lowerPriority()
    const { readPost } = await import('./read-post.js')
    return async ({ root, file, options }) => {
      const read = await readPost(root, file, options)
      if (read === undefined) return undefined
      const { post, ...rest } = read
      return post === undefined ? rest : { ...rest, post: packPost(post) }
    }
  },
  prefetch: async () => {
    lowerPriority()
    const { prefetch } = await import('./prefetch.js')
    return ({ root, files, bytesMax }) => prefetch(root, files, bytesMax)
  },
  render: async () => {
    const { renderBody } = await import('./render-body.js')
    return ({ body, context }) => renderBody(body, context)
  },
  renderPlainly: async () => {
    const { renderPlainly } = await import('./render-plainly.js')
    return (body) => renderPlainly(body)
  },
}

serveJobs(handlers, ['read', 'readPacked'])
