import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { closeSites, openSite, postText, type TestSite } from '../support/open-site.js'
import { problemsOf } from '../support/problems-of.js'

/** The whole folder is scanned only once a day, so that only watching can find a change. */
const watched = { RESCAN_SECONDS: '86400' }

const count = async (site: TestSite, path: string) => {
  const answer = await site.get(path)
  return answer.status === 200 ? JSON.parse(answer.text).items.length : answer.status
}

const faultsOf = (site: TestSite) =>
  problemsOf(site.open.catalogue)
    .filter(({ severity, code }) => severity === 'error' || code === 'file-not-regular')
    .map(({ code, file }) => `${code} ${file}`)

/** Saves as careful scripts do: beside the file, then moved into place. */
async function save(site: TestSite, file: string, text: string): Promise<void> {
  const path = join(site.folder, file)
  await writeFile(`${path}.part`, text)
  await rename(`${path}.part`, path)
}

describe('A publication that follows its folder', () => {
  afterEach(closeSites)
  const post = postText({ categories: 'one' })

  it('publishes a saved file, and a correction of it, without being asked', async () => {
    const site = await openSite({ 'a.md': post }, watched)
    await save(site, 'b.md', post)
    await site.until(async () => (await count(site, '/one.json')) === 2)
    await save(site, 'b.md', postText({ title: '更正', categories: 'one' }))
    await site.until(async () => (await site.get('/one.json')).text.includes('更正'))
  })

  it('removes what is deleted', async () => {
    const site = await openSite({ 'a.md': post, 'b.md': post }, watched)
    await rm(join(site.folder, 'b.md'))
    await site.until(async () => (await count(site, '/one.json')) === 1)
    assert.equal((await site.get('/one/2022/01/05/b.html')).status, 404)
  })

  it('removes a withdrawn post from every document, and one that says so from feeds alone', async () => {
    const about = { categories: 'one', tags: 'x', author: '周砚' }
    const site = await openSite({ 'a.md': post, 'b.md': postText({ ...about, title: '撤回' }) }, watched)
    const page = '/one/2022/01/05/b.html'
    const showing = async () => {
      const shown: string[] = []
      for (const path of site.open.publication.paths()) {
        const found = await site.open.publication.find({ path, query: '' })
        assert.equal(found.kind, 'resource', path)
        if (found.kind === 'resource' && String(await found.resource.body('identity')).includes('撤回'))
          shown.push(path)
      }
      return shown
    }
    assert.equal((await showing()).length, 2 + 4 * 3 + 3 + 1)
    await save(site, 'b.md', postText({ ...about, title: '撤回', feed: 'false' }))
    await site.until(async () => (await count(site, '/one.json')) === 1)
    assert.deepEqual(await showing(), [page])
    await save(site, 'b.md', postText({ ...about, title: '撤回', published: 'false' }))
    await site.until(async () => (await site.get(page)).status === 404)
    assert.deepEqual(await showing(), [])
    await save(site, 'b.md', postText({ ...about, title: '撤回' }))
    await site.until(async () => (await count(site, '/one.json')) === 2)
    await rm(join(site.folder, 'b.md'))
    await site.until(async () => (await site.get(page)).status === 404)
    assert.deepEqual(await showing(), [])
  })

  it('removes a post whose file is no longer a file', async () => {
    const files = { 'pipe.md': post, 'out.md': post, 'folder.md': post, 'stays.md': post }
    const site = await openSite(files, watched)
    const path = (name: string) => join(site.folder, name)
    await symlink('/etc/hostname', path('.link'))
    await rename(path('.link'), path('out.md'))
    await site.until(async () => (await count(site, '/one.json')) === 3)
    execFileSync('mkfifo', [path('.pipe')])
    await rename(path('.pipe'), path('pipe.md'))
    await site.until(async () => (await count(site, '/one.json')) === 2)
    await rm(path('folder.md'))
    await mkdir(path('folder.md'))
    await site.until(async () => (await count(site, '/one.json')) === 1)
    await site.until(async () => faultsOf(site).length === 2)
    assert.deepEqual(faultsOf(site), ['file-not-regular out.md', 'file-not-regular pipe.md'])
  })

  it('removes the posts of a folder that was replaced by a link out of the content folder', async () => {
    const site = await openSite({ 'news/a.md': post, 'b.md': post }, watched)
    await rename(join(site.folder, 'news'), `${site.folder}-elsewhere`)
    await symlink(`${site.folder}-elsewhere`, join(site.folder, 'news'))
    await site.until(async () => (await count(site, '/one.json')) === 1)
    await save(site, '../content-elsewhere/a.md', post)
    await site.rescan()
    assert.equal(await count(site, '/one.json'), 1)
  })

  it('follows folders that are created, moved, and replaced under the same name', async () => {
    const site = await openSite({ 'a.md': post }, watched)
    await mkdir(join(site.folder, 'new', 'deep'), { recursive: true })
    await save(site, 'new/deep/b.md', post)
    await site.until(async () => (await count(site, '/one.json')) === 2)
    await rename(join(site.folder, 'new'), join(site.folder, 'other'))
    await site.until(async () => (await site.get('/one.json')).text.includes('/id/other/deep/b'))
    assert.equal(await count(site, '/one.json'), 2)
    await mkdir(join(site.folder, '.incoming'))
    await writeFile(join(site.folder, '.incoming', 'c.md'), post)
    await rename(join(site.folder, 'other'), join(site.folder, '.outgoing'))
    await rename(join(site.folder, '.incoming'), join(site.folder, 'other'))
    await site.until(async () => (await site.get('/one.json')).text.includes('/id/other/c'))
    await save(site, 'other/d.md', post)
    await site.until(async () => (await count(site, '/one.json')) === 3)
  })

  it('follows a folder whose name changes only in letter case', async () => {
    const site = await openSite({ 'News/a.md': post }, watched)
    await rename(join(site.folder, 'News'), join(site.folder, 'news'))
    await site.until(async () => (await site.get('/one.json')).text.includes('/id/news/a'))
    assert.equal(await count(site, '/one.json'), 1)
  })

  it('keeps everything while the folder is away, and then publishes what was added meanwhile', async () => {
    const site = await openSite({ 'a.md': post, 'b.md': post }, watched)
    await rename(site.folder, `${site.folder}-away`)
    await site.rescan()
    assert.equal(await count(site, '/one.json'), 2)
    await writeFile(join(`${site.folder}-away`, 'c.md'), post)
    await rename(`${site.folder}-away`, site.folder)
    await site.rescan()
    assert.equal(await count(site, '/one.json'), 3)
    await save(site, 'd.md', post)
    await site.until(async () => (await count(site, '/one.json')) === 4)
  })

  it('keeps everything when the last file is deleted, until the folder says that it is meant to be empty', async () => {
    const site = await openSite({ '_posts/a.md': post, '_posts/b.md': post }, watched)
    await rm(join(site.folder, '_posts/b.md'))
    await site.until(async () => (await count(site, '/one.json')) === 1)
    await rm(join(site.folder, '_posts/a.md'))
    await site.until(async () => faultsOf(site).length === 1)
    assert.deepEqual([faultsOf(site), await count(site, '/one.json')], [['folder-missing .'], 1])
    await writeFile(join(site.folder, '.feedmill-empty'), '')
    await site.until(async () => (await count(site, '/one.json')) === 0)
    assert.deepEqual(faultsOf(site), [])
  })

  it('publishes what is appended to a file in place', async () => {
    const site = await openSite({ 'a.md': post }, watched)
    await save(site, 'b.md', post)
    await site.until(async () => (await count(site, '/one.json')) === 2)
    await appendFile(join(site.folder, 'b.md'), '<p>后记</p>')
    await site.until(async () => (await site.get('/one.json')).text.includes('后记'))
  })
})
