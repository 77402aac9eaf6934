import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Express } from 'express'
import supertest from 'supertest'
import { type OpenPublication, openPublication } from '../../src/cli/open-publication.js'
import { loadConfig } from '../../src/config/load-config.js'
import { createApp } from '../../src/web/app.js'

/** A folder of posts that is published for a test, as `feedmill serve` would publish it. */
export interface TestSite {
  readonly app: Express
  readonly open: OpenPublication
  readonly folder: string
  readonly dataFolder: string
  /** Writes a file whose time is long past, so that it looks finished. */
  write(file: string, content: string | Uint8Array): Promise<void>
  move(from: string, to: string): Promise<void>
  remove(file: string): Promise<void>
  /** Resolves once `holds` does so with true; asks again after each change that the intake has ingested. */
  until(holds: () => Promise<boolean>): Promise<void>
  /** Brings the publication up to date with the folder. */
  rescan(): Promise<void>
  get(path: string, headers?: Record<string, string>): Promise<supertest.Response>
  /** Closes it and opens it again with the same data, and some settings changed. */
  reopen(changed?: Record<string, string>): Promise<TestSite>
  /** The same, without waiting for the folder to be read. */
  reopenWithoutWaiting(changed?: Record<string, string>): Promise<TestSite>
  /** Closes it, deletes its data, and opens it again. */
  reopenWithoutData(): Promise<TestSite>
  /** Opens the same folders a second time, while it stays open. */
  openBeside(): Promise<TestSite>
  close(): Promise<void>
}

type Settings = Readonly<Record<string, string>>

export interface Folders {
  readonly content: string
  readonly data: string
}

const sites = new Set<TestSite>()
/** Folders of all sites, including those that a test has closed. */
const bases = new Set<string>()

/** Closes every site that a test opened, and removes their folders. Call it after each test. */
export async function closeSites(): Promise<void> {
  for (const site of sites) await site.close()
  for (const base of bases) await rm(base, { recursive: true, force: true })
  bases.clear()
}

/** Publishes files in a temporary folder, and waits until they have been read. */
export async function openSite(
  files: Readonly<Record<string, string | Uint8Array>>,
  settings: Settings = {},
): Promise<TestSite> {
  const site = await openSiteWithoutWaiting(files, settings)
  await site.open.ready
  return site
}

/** One site for all tests of a describe, which may only read: opened before the first, closed after the last. */
export function shareSite(
  files: Readonly<Record<string, string | Uint8Array>>,
  settings: Settings = {},
): { readonly site: TestSite } {
  let site: TestSite | undefined
  before(async () => {
    site = await openSite(files, settings)
  })
  after(closeSites)
  return {
    get site() {
      if (site === undefined) throw new Error('the site is opened before the first test')
      return site
    },
  }
}

/** As `openSite`, without waiting for the folder to be read. */
export async function openSiteWithoutWaiting(
  files: Readonly<Record<string, string | Uint8Array>>,
  settings: Settings = {},
): Promise<TestSite> {
  const base = await mkdtemp(join(tmpdir(), 'feedmill-test-'))
  const folders = { content: join(base, 'content'), data: join(base, 'data') }
  await mkdir(folders.content)
  for (const [file, content] of Object.entries(files)) await writeQuiet(join(folders.content, file), content)
  return openWithoutWaiting(folders, settings)
}

/** Publishes a folder that exists, and waits until it has been read. */
export async function openFolder(folders: Folders, settings: Settings): Promise<TestSite> {
  const site = await openWithoutWaiting(folders, settings)
  await site.open.ready
  return site
}

async function openWithoutWaiting(folders: Folders, settings: Settings): Promise<TestSite> {
  const environment = { SITE_URL: 'https://feeds.example.com', DATA_DIR: folders.data, ...settings }
  const loaded = loadConfig({ environment, contentDir: folders.content })
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  const waiting = new Set<() => void>()
  const tell = () => {
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  const open = await openPublication(loaded.config, {
    listener: { followed: tell, synced: tell, indexed: tell },
  })
  const app = createApp(open.publication, open.operations)
  const end = async () => {
    sites.delete(site)
    await open.close()
  }
  const site: TestSite = {
    app,
    open,
    folder: folders.content,
    dataFolder: folders.data,
    write: (file, content) => writeQuiet(join(folders.content, file), content),
    move: (from, to) => rename(join(folders.content, from), join(folders.content, to)),
    remove: (file) => rm(join(folders.content, file), { recursive: true }),
    async until(holds) {
      for (;;) {
        const changed = new Promise<void>((resolve) => waiting.add(resolve))
        if (await holds()) return
        await changed
      }
    },
    rescan: () => open.rescan(),
    get: (path, headers = {}) => supertest(app).get(path).set(headers),
    reopen: (changed = {}) => end().then(() => openFolder(folders, { ...settings, ...changed })),
    reopenWithoutWaiting: (changed = {}) =>
      end().then(() => openWithoutWaiting(folders, { ...settings, ...changed })),
    async reopenWithoutData() {
      await end()
      await rm(folders.data, { recursive: true })
      return openFolder(folders, settings)
    },
    openBeside: () => openWithoutWaiting(folders, settings),
    close: end,
  }
  sites.add(site)
  bases.add(dirname(folders.content))
  return site
}

let writes = 0

/** Writes a file whose time is long past, and different at each write, so that it looks finished and changed. */
async function writeQuiet(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
  writes += 1
  const time = new Date(Date.UTC(2022, 0, 1) + writes * 1000)
  await utimes(file, time, time)
}

/** A post in the form that scripts write. */
export function postText(header: Readonly<Record<string, string>>, body = '<p>正文。</p>'): string {
  const all = { title: '"青禾新材：年产三万吨项目投产"', date: '2022-01-05 09:05:06 +0800', ...header }
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}`)
  return `---\n${lines.join('\n')}\n---\n${body}`
}
