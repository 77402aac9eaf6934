import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePosts } from './make-posts.mjs'

/** The version of Hugo on this machine; undefined if it is not installed. */
export function hugoVersion() {
  const { status, stdout } = spawnSync('hugo', ['version'], { encoding: 'utf8' })
  return status === 0 ? stdout.split(' ')[1] : undefined
}

const config = `baseURL = "https://bench.example.com/"
title = "bench"
timeout = "600s"
[markup.goldmark.renderer]
unsafe = true
[outputs]
home = ["HTML", "RSS"]
term = ["HTML", "RSS"]
taxonomy = ["HTML", "RSS"]
[services.rss]
limit = 20
`
const single =
  '<!doctype html><html><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>'
const list =
  '<!doctype html><html><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1><ul>{{ range first 50 .Pages }}<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>'

/** Makes a Hugo site of the same posts, with plain templates: pages of posts, and pages and RSS feeds of categories and tags. */
export function makeHugoSite(folder, posts) {
  mkdirSync(join(folder, 'layouts', '_default'), { recursive: true })
  writeFileSync(join(folder, 'config.toml'), config)
  writeFileSync(join(folder, 'layouts', '_default', 'single.html'), single)
  writeFileSync(join(folder, 'layouts', '_default', 'list.html'), list)
  writeFileSync(join(folder, 'layouts', 'index.html'), list)
  makePosts(join(folder, 'content'), { to: posts })
}

/** Builds it. @returns wall and CPU time in ms */
export async function buildHugo(folder, out) {
  const sinceMs = performance.now()
  const script = `
    const { spawnSync } = require('node:child_process')
    const { status } = spawnSync('hugo', ['--quiet', '--source', process.argv[1], '--destination', process.argv[2]], { stdio: 'ignore' })
    const children = require('node:fs').readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')
    console.log(JSON.stringify({ status, cpuMs: (Number(children[13]) + Number(children[14])) * 10 }))`
  const child = spawn(process.execPath, ['-e', script, folder, out], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (part) => {
    text += part
  })
  await once(child, 'close')
  const { status, cpuMs } = JSON.parse(text)
  if (status !== 0) throw new Error(`hugo ended with ${status}`)
  return { ms: performance.now() - sinceMs, cpuMs }
}
