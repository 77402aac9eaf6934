import assert from 'node:assert/strict'
import fc from 'fast-check'
import { feedPath } from '../../src/model/address.js'
import { formatNames } from '../../src/model/format.js'
import { type Scope, siteScope } from '../../src/model/scope.js'
import { accepted, base, down, Stage } from './stage.js'

const categories = ['a', 'b', 'c', 'd', 'e', 'f']

/** What happens to a site and its hub, one event after the other. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('save' as const), category: fc.constantFrom(...categories) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ kind: fc.constant('hub' as const), takes: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ kind: fc.constant('restart' as const) }),
)

describe('Announcing, whatever happens', () => {
  it('announces every format of every scope after its last change, sooner or later', async function () {
    this.timeout(60_000)
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 30 }), async (events) => {
        const stage = new Stage()
        try {
          const told = await play(stage, events)
          const scopes: Scope[] = [
            siteScope,
            ...categories.map((name) => ({ kind: 'category', name }) as const),
          ]
          const changed = scopes.filter(
            (scope) => (stage.catalogue.scope(scope)?.touched ?? 0) > stage.begunAt,
          )
          for (const scope of changed) {
            for (const format of formatNames) {
              const touched = stage.catalogue.scope(scope)?.touched ?? 0
              assert.ok((told.get(feedPath(scope, format)) ?? 0) >= touched, feedPath(scope, format))
            }
          }
          assert.equal(stage.waiting, 0)
        } finally {
          await stage.clear()
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** @returns for each topic, the catalogue's last commit when the hub last accepted it */
async function play(
  stage: Stage,
  events: readonly (typeof event extends fc.Arbitrary<infer E> ? E : never)[],
) {
  const told = new Map<string, number>()
  let takes = 100
  let asked = 0
  stage.answer = (topic) => {
    asked += 37
    if (asked % 100 >= takes) return down
    told.set(topic.slice(base.length), stage.catalogue.lastCommit())
    return accepted
  }
  await stage.start()
  for (const [n, happens] of events.entries()) {
    if (happens.kind === 'save') stage.save(`post-${n}`, happens.category)
    else if (happens.kind === 'pass') await stage.pass(happens.ms)
    else if (happens.kind === 'hub') takes = happens.takes
    else {
      await stage.close()
      await stage.start()
    }
  }
  takes = 100
  // No pause is longer than a quarter of an hour.
  for (let minutes = 0; stage.waiting > 0 && minutes < 60; minutes++) await stage.pass(60_000)
  return told
}
