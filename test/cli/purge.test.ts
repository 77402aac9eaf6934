import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findPurgeAddresses } from '../../src/cli/find-purge-addresses.js'
import { purge } from '../../src/cli/purge.js'
import { closeSites, openSite, postText, type TestSite } from '../support/open-site.js'
import { runProgram } from '../support/run-program.js'

const files = {
  '_posts/2022-01-05-a.md': postText({ categories: 'hongwang', tags: '红网新闻' }),
  '_posts/2022-01-06-b.md': postText({ categories: 'two' }),
}

describe('feedmill purge', () => {
  let site: TestSite
  beforeEach(async () => {
    site = await openSite(files, { SITE_URL: 'https://feeds.example.com/news' })
  })
  afterEach(closeSites)

  const run = (words: string[], cwd = dirname(site.folder)) =>
    runProgram(
      ['purge', ...words],
      { SITE_URL: 'https://feeds.example.com/news', DATA_DIR: site.dataFolder, CONTENT_DIR: site.folder },
      cwd,
    )
  const at = (path: string) => `https://feeds.example.com/news${path}`
  const threeFormats = (path: string) => ['.xml', '.atom', '.json'].map((suffix) => at(path + suffix))
  const tag = '/tag/%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB'
  const ofA = [
    at('/hongwang/2022/01/05/a.html'),
    ...threeFormats('/feed'),
    ...threeFormats('/hongwang'),
    ...threeFormats(tag),
    at('/'),
    at('/category/hongwang.html'),
    at(`${tag}.html`),
    at('/feeds.html'),
    at('/feeds.opml'),
    ...['category', 'tag', 'author'].flatMap((kind) => [
      at(`/feeds/${kind}.html`),
      at(`/feeds/${kind}.opml`),
    ]),
    at('/two/2022/01/05/b.html'),
  ]

  it('prints every address of a post while the server has the catalogue open', async () => {
    const { code, stdout, stderr } = await run(['_posts/2022-01-05-a.md'])
    assert.deepEqual([code, stderr], [0, ''])
    assert.deepEqual(stdout.trimEnd().split('\n'), ofA)
  })

  it('takes a path as Problems write it, a relative one, or an absolute one', async () => {
    const words = ['content/_posts/2022-01-05-a.md', join(site.folder, '_posts/2022-01-05-a.md')]
    for (const word of words) assert.equal((await run([word])).stdout.split('\n')[0], ofA[0])
    assert.equal((await run(['2022-01-05-a.md'], join(site.folder, '_posts'))).stdout.split('\n')[0], ofA[0])
  })

  it('prints each address once for several files, or one document for programs', async () => {
    const { code, stdout } = await run([
      '_posts/2022-01-05-a.md',
      '_posts/2022-01-06-b.md',
      '--format',
      'json',
    ])
    const { addresses, unknown, behind } = JSON.parse(stdout)
    assert.deepEqual([code, unknown, behind], [0, [], []])
    assert.equal(new Set(addresses).size, addresses.length)
    for (const address of [...ofA, ...threeFormats('/two')]) assert.ok(addresses.includes(address), address)
  })

  it('knows a post that was just deleted', async () => {
    await site.remove('_posts/2022-01-05-a.md')
    // The server may not have ingested this yet: the command waits for it.
    const { code, stdout } = await run(['_posts/2022-01-05-a.md'])
    assert.equal(code, 0)
    assert.deepEqual(new Set(stdout.trimEnd().split('\n')), new Set(ofA))
    assert.equal((await site.get('/news/hongwang/2022/01/05/a.html')).status, 404)
  })

  it('names the files that nothing is known about, and exits with 1', async () => {
    const { code, stdout, stderr } = await run(['nothing.md', '../elsewhere.md', '_posts/2022-01-05-a.md'])
    assert.equal(code, 1)
    assert.equal(stdout.split('\n')[0], ofA[0])
    assert.match(
      stderr,
      /^feedmill: nothing\.md: no document is known .*\nfeedmill: .*elsewhere\.md: no document is known/,
    )
  })

  it('exits with 2 without a file, and without a catalogue', async () => {
    const { code, stderr } = await run([])
    assert.deepEqual([code, stderr], [2, "feedmill: missing required argument 'file'\n"])
    const none = await runProgram(['purge', 'a.md', '--dir', site.folder], {
      DATA_DIR: join(site.folder, 'none'),
    })
    assert.equal(none.code, 2)
    assert.match(
      none.stderr,
      /^feedmill: DATA_DIR: catalogue-missing: there is no catalogue in ".*none" that this user can read\. .* as the same user\.$/m,
    )
  })

  describe('when no server ingests a change', () => {
    const file = '_posts/2022-01-05-a.md'
    const context = () => ({ arguments: [file], options: {}, cwd: dirname(site.folder) })
    beforeEach(async () => {
      await site.close()
      await site.write(file, postText({ categories: 'three' }))
      const settings = {
        SITE_URL: 'https://feeds.example.com/news',
        DATA_DIR: 'data',
        CONTENT_DIR: 'content',
      }
      const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
      await writeFile(join(dirname(site.folder), '.env'), lines.join(''))
    })

    it('stops waiting at its deadline', async () => {
      const { addresses, behind, unknown } = await findPurgeAddresses(context(), 0)
      assert.deepEqual([behind, unknown], [[file], []])
      assert.deepEqual(new Set(addresses), new Set(ofA))
    })

    it('stops waiting when told to stop, and says that the change was not read', async () => {
      const lines: string[] = []
      const faults: string[] = []
      const out = {
        line: (text: string) => lines.push(text),
        problem: () => assert.fail('no problem is told of'),
        fault: (text: string) => faults.push(text),
        log: () => assert.fail('nothing is logged'),
      }
      const code = await purge.run({ ...context(), out, signal: AbortSignal.abort() })
      assert.equal(code, 1)
      assert.equal(lines[0], ofA[0])
      assert.match(faults.join(), /^_posts\/2022-01-05-a\.md: the server has not read this version yet/)
    })
  })
})
