import assert from 'node:assert/strict'
import { takenSql } from '../../src/catalogue/alias-table.js'
import { type Database, openDatabase } from '../../src/catalogue/database.js'
import { waitingAfterSql } from '../../src/catalogue/duplicate-problems.js'
import { holderSql, nextWaitingSql } from '../../src/catalogue/duplicates.js'
import { folderSql } from '../../src/catalogue/folder-queries.js'
import { hiddenSql } from '../../src/catalogue/hidden-pages.js'
import { historySql } from '../../src/catalogue/history-queries.js'
import { dueSql } from '../../src/catalogue/ingest.js'
import { milestoneSql } from '../../src/catalogue/milestones.js'
import { nameSql } from '../../src/catalogue/name-steps.js'
import { postSql } from '../../src/catalogue/post-queries.js'
import { problemSql } from '../../src/catalogue/problem-queries.js'
import { retentionSql } from '../../src/catalogue/retention.js'
import { revisionSql } from '../../src/catalogue/revisions.js'
import { scopeSql } from '../../src/catalogue/scope-queries.js'
import { nextDueSql } from '../../src/catalogue/sqlite-writer.js'
import { countSql } from '../../src/catalogue/status-counts.js'
import { documentSql } from '../../src/catalogue/stored-documents.js'
import { traceSql } from '../../src/catalogue/trace-queries.js'
import { wordSql } from '../../src/catalogue/word-index.js'
import { wordStepSql } from '../../src/catalogue/word-steps.js'
import { Workbench } from './workbench.js'

const spanPlan = 'SEARCH membership USING PRIMARY KEY (scope=? AND age>? AND age<?)'

/** What each query should read. None of them sorts, and none scans a whole table. */
const plans: Record<string, [sql: string, plan: string[]]> = {
  'the newest posts of the site': [
    postSql.newest,
    ['SEARCH membership USING PRIMARY KEY (scope=?)', 'SEARCH post USING INTEGER PRIMARY KEY (rowid=?)'],
  ],
  'the newest posts of a group': [
    postSql.newestOf,
    [
      'SEARCH scope USING COVERING INDEX sqlite_autoindex_scope_1 (kind=? AND segment=?)',
      'SEARCH membership USING PRIMARY KEY (scope=?)',
      'SEARCH post USING INTEGER PRIMARY KEY (rowid=?)',
    ],
  ],
  'how many posts of a span a scope carries, up to a limit': [
    historySql.count,
    ['CO-ROUTINE (subquery-1)', spanPlan, 'SCAN (subquery-1)'],
  ],
  'the documents ever sent whose addresses begin alike': [
    revisionSql.startingWith,
    ['SEARCH revision USING PRIMARY KEY (address>? AND address<?)'],
  ],
  'a stored document': [
    documentSql.find,
    ['SEARCH document USING INDEX sqlite_autoindex_document_1 (address=?)'],
  ],
  'the document stored longest ago': [
    documentSql.eldest,
    ['SCAN document USING COVERING INDEX document_by_age'],
  ],
  'when a document was last stored': [
    documentSql.last,
    ['SEARCH document USING COVERING INDEX document_by_age'],
  ],
  'the size of all stored documents, which is counted once a process and when there is no room': [
    documentSql.bytes,
    ['SCAN document USING COVERING INDEX document_by_age'],
  ],
  'the newest post before an instant': [
    historySql.newestBefore,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND age>?)'],
  ],
  'the oldest post from an instant on': [
    historySql.oldestFrom,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND age<?)'],
  ],
  'the newest posts of a span': [
    historySql.newest,
    [spanPlan, 'SEARCH post USING INTEGER PRIMARY KEY (rowid=?)'],
  ],
  'the milestones of a span': [
    historySql.milestones,
    ['SEARCH milestone USING PRIMARY KEY (scope=? AND age>? AND age<?)'],
  ],
  'how many posts lie between two places': [
    historySql.between,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND (age,guid)>(?,?) AND (age,guid)<(?,?))'],
  ],
  'some posts from a place on': [
    historySql.from,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND (age,guid)>(?,?))'],
  ],
  'a run of posts that has grown too long': [
    milestoneSql.long,
    ['SEARCH milestone USING INDEX milestone_long (scope=?)'],
  ],
  'the run of posts that a place is in': [
    milestoneSql.before,
    ['SEARCH milestone USING PRIMARY KEY (scope=? AND (age,guid)<(?,?))'],
  ],
  'the run of posts after another': [
    milestoneSql.after,
    ['SEARCH milestone USING PRIMARY KEY (scope=? AND (age,guid)>(?,?))'],
  ],
  'the middle of a run': [
    milestoneSql.middle,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND (age,guid)>(?,?))'],
  ],
  'the post of a permalink': [postSql.byPermalink, ['SEARCH post USING INDEX post_permalink (permalink=?)']],
  'a page of permalinks': [postSql.permalinks, ['SEARCH post USING INDEX post_permalink (permalink>?)']],
  'the newer neighbour': [
    postSql.newer,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND (age,guid)<(?,?))'],
  ],
  'the older neighbour': [
    postSql.older,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND (age,guid)>(?,?))'],
  ],
  'a body': [postSql.body, ['SEARCH body USING INTEGER PRIMARY KEY (rowid=?)']],
  'a scope': [scopeSql.find, ['SEARCH scope USING INDEX sqlite_autoindex_scope_1 (kind=? AND segment=?)']],
  'scopes by name': [scopeSql.name, ['SEARCH scope USING INDEX scope_by_place (kind=?)']],
  'how many scopes there are': [scopeSql.count, ['SEARCH scope USING INDEX scope_by_place (kind=?)']],
  'the latest scopes': [scopeSql.latest, ['SEARCH scope USING INDEX scope_by_newest (kind=? AND newest>?)']],
  'the scopes still to be announced': [scopeSql.unannounced, ['SCAN scope USING INDEX scope_unannounced']],
  'a scope by its title': [
    scopeSql.isTitled,
    ['SEARCH scope USING COVERING INDEX scope_by_title (kind=? AND title=?)'],
  ],
  'an alias': [
    scopeSql.alias,
    [
      'SEARCH alias USING PRIMARY KEY (path=?)',
      'SEARCH scope USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH own USING INDEX sqlite_autoindex_scope_1 (kind=? AND segment=?) LEFT-JOIN',
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH retired USING PRIMARY KEY (scope=?)',
    ],
  ],
  'a file whose address a post has': [
    hiddenSql,
    ['SEARCH post USING INDEX post_permalink (permalink=?)', 'SEARCH asset USING PRIMARY KEY (nfc=?)'],
  ],
  'an asset': [folderSql.asset, ['SEARCH asset USING PRIMARY KEY (nfc=?)']],
  'a page of assets': [folderSql.assets, ['SEARCH asset USING PRIMARY KEY ((nfc,path)>(?,?))']],
  'a page of Problems': [
    problemSql,
    ['SEARCH problem USING INDEX problem_in_order ((path,line,origin,owner,n)>(?,?,?,?,?))'],
  ],
  'whether a scope carries a post': [
    postSql.carries,
    [
      'SEARCH scope USING COVERING INDEX sqlite_autoindex_scope_1 (kind=? AND segment=?)',
      'SEARCH membership USING PRIMARY KEY (scope=? AND age=? AND guid=?)',
    ],
  ],
  'the first retired post of a scope': [
    retentionSql.retired.first,
    ['SEARCH retired USING PRIMARY KEY (scope=?)'],
  ],
  'posts that a cutoff passed': [
    retentionSql.shelf.between,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND age>? AND age<?)'],
  ],
  'posts that are too old for a scope': [
    retentionSql.tooOld,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND age>?)'],
  ],
  'the last posts of a scope': [retentionSql.last, ['SEARCH membership USING PRIMARY KEY (scope=?)']],
  'posts that may come back to a scope': [
    retentionSql.nextRetired,
    ['SEARCH retired USING PRIMARY KEY (scope=? AND age<?)'],
  ],
  'a file': [traceSql.file, ['SEARCH file USING PRIMARY KEY (folder=? AND name=?)']],
  'how a file was published before': [traceSql.former, ['SEARCH former USING INDEX former_by_path (path=?)']],
  'the holder of a permalink': [
    holderSql('permalink'),
    ['SEARCH post USING INDEX post_permalink (permalink=?)'],
  ],
  'the holder of a guid': [holderSql('guid'), ['SEARCH post USING INDEX post_guid (guid=?)']],
  'the next post that waits for a permalink': [
    nextWaitingSql('permalink'),
    ['SEARCH post USING COVERING INDEX post_waits_permalink (permalink=? AND path>?)'],
  ],
  'the next post that waits for a guid': [
    nextWaitingSql('guid'),
    ['SEARCH post USING COVERING INDEX post_waits_guid (guid=? AND path>?)'],
  ],
  'the posts that are due': [dueSql, ['SEARCH post USING COVERING INDEX post_due (due<?)']],
  'a post that is indexed': [wordSql.indexed, ['SEARCH unindexed USING PRIMARY KEY (age=? AND post=?)']],
  'the posts in feeds, counted': [countSql.inFeeds, ['SEARCH scope USING INTEGER PRIMARY KEY (rowid=?)']],
  // Bounded by rowid (<) and in descending order (192): read from the end, as far as is asked for.
  'the last rowids with some words': [wordStepSql.places, ['SCAN words VIRTUAL TABLE INDEX 192:M1<']],
  'where a step through names ends': [
    nameSql.end,
    ['SEARCH membership USING PRIMARY KEY (scope=? AND (age,guid)>(?,?))'],
  ],
  'a body that is read for words': [postSql.body, ['SEARCH body USING INTEGER PRIMARY KEY (rowid=?)']],
  'the next due date': [nextDueSql, ['SEARCH post USING COVERING INDEX post_due (due>?)']],
}

describe('The catalogue reads only the rows it needs for', () => {
  let bench: Workbench
  let db: Database

  before(() => {
    bench = new Workbench()
    bench.close(bench.writer())
    db = openDatabase(bench.file())
  })
  after(() => {
    db.close()
    bench.clear()
  })

  const planOf = (sql: string): string[] => {
    const rows: { detail: string }[] = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
    return rows.map(({ detail }) => detail)
  }

  for (const [what, [sql, plan]] of Object.entries(plans)) {
    it(what, () => assert.deepEqual(planOf(sql), plan))
  }

  it('duplicates, by the indexes of waiting and of published posts', () => {
    const plan = planOf(waitingAfterSql)
    assert.match(plan[0] ?? '', /^SEARCH waiting USING INDEX post_waits \(path>\?\)/)
    assert.ok(
      plan.slice(1).every((line) => /^SEARCH [pg] USING INDEX post_(permalink|guid) /.test(line)),
      `${plan}`,
    )
  })

  it('aliases that lose, scanning only aliases', () => {
    assert.match(planOf(takenSql)[0] ?? '', /^SCAN alias/)
    assert.ok(planOf(takenSql).every((line) => !/SCAN (own|post|asset)/.test(line)))
  })

  it('posts that wait for the index, in their own order', () => {
    assert.deepEqual(planOf(wordSql.next), ['SCAN unindexed'])
  })

  /** One lookup for each of the three kinds; two for what is left out, carried or retired. */
  const looks = (plan: readonly string[]) => plan.filter((line) => line.startsWith('SEARCH k '))
  const look = 'SEARCH k USING PRIMARY KEY (scope=? AND age=? AND guid=?)'

  it('the posts of a name between two places, each looked up in the other names', () => {
    const plan = planOf(nameSql.passing)
    assert.equal(plan[0], 'SEARCH m USING PRIMARY KEY (scope=? AND (age,guid)>(?,?) AND (age,guid)<(?,?))')
    assert.deepEqual(looks(plan), [look, look, look, look, look])
    assert.ok(!plan.some((line) => /^SCAN (?!json_each)|TEMP B-TREE/.test(line)), `${plan}`)
  })

  it('the posts that the index of words found, the only ones that are sorted', () => {
    const plan = planOf(wordStepSql.passing)
    assert.equal(plan[1], 'SEARCH m USING INTEGER PRIMARY KEY (rowid=?)')
    assert.deepEqual(looks(plan), [look, look, look, look, look])
    assert.ok(!plan.some((line) => /^SCAN (?!json_each|found)/.test(line)), `${plan}`)
    assert.equal(plan.at(-1), 'USE TEMP B-TREE FOR ORDER BY')
  })

  it('counts, from a few rows that triggers maintain', () => {
    assert.deepEqual(planOf(countSql.tally), ['SCAN tally'])
  })
})
