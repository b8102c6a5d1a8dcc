import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createSigningKeys, newSigningKey } from '#local/supabase/signing-keys.ts'
import { internalSecret, startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { signToken } from '#local/supabase/tokens.ts'
import { mismatches } from '#supabase/tests/rights/expected.ts'
import { identities } from '#supabase/tests/rights/identities.ts'
import { callFunctions, leaks, readTables, unseen, useBuckets, writeTables } from '#supabase/tests/rights/matrix.ts'
import { type Stage, setStage } from '#supabase/tests/rights/stage.ts'

let database: TestDatabase
let stage: Stage
const logged: string[] = []
beforeAll(async () => {
  // The local Supabase logs every refusal, and this file tests refusals.
  vi.spyOn(console, 'error').mockImplementation((...words) => void logged.push(words.join(' ')))
  database = await startTestDatabase()
  stage = await setStage({ ...database, ...testKeys, tokens: badTokens(database) })
})
afterAll(() => database.close())

/** Tokens that would be the owner's or the secret key's, and that no service may accept. */
function badTokens({ signingKeys }: TestDatabase): Record<string, string> {
  const now = Math.floor(Date.now() / 1000)
  const all = { role: 'service_role', exp: now + 3600 }
  return {
    expired: signingKeys.sign({ ...all, iat: now - 7200, exp: now - 3600 }),
    forged: createSigningKeys([newSigningKey(signingKey.kid)]).sign(all),
    'of another kind': signToken(all, internalSecret),
    'of an unknown role': signingKeys.sign({ ...all, role: 'postgres' }),
  }
}

const patient = 180_000

test('every table, function and bucket, and every column that could hold a person or a key, has a reviewed row', () => {
  expect(mismatches(stage.catalogue)).toEqual([])
})

test('every table has a planted row, and every column that is not plain its canary', async () => {
  const seeded = ['invariants', 'order_statuses', 'order_transitions']
  const { catalogue, planted, canaries, sql } = stage
  expect(catalogue.tables.filter((table) => !planted.tables[table] && !seeded.includes(table))).toEqual([])
  for (const [value, columns] of canaries) {
    for (const column of columns) {
      const [table = '', name = ''] = column.split('.')
      const place = catalogue.tables.includes(table) ? table : `private.${table}`
      const rows = await sql`select from ${sql(place)} where strpos(${sql(name)}::text, ${value}) > 0`
      expect(rows.length, column).toBeGreaterThan(0)
    }
  }
})

describe('each identity, with its token over the API,', () => {
  test('reads exactly the listed tables, and there the granted columns', { timeout: patient }, async () => {
    expect(await readTables(stage)).toEqual([])
  })

  test('adds to, changes and removes from exactly the listed tables', { timeout: patient }, async () => {
    expect(await writeTables(stage)).toEqual([])
  })

  test('calls exactly the listed functions', { timeout: patient }, async () => {
    expect(await callFunctions(stage)).toEqual([])
  })

  test('reads, lists and writes files of exactly the listed buckets', { timeout: patient }, async () => {
    expect(await useBuckets(stage)).toEqual([])
  })

  test('was shown what is personal or secret exactly where the list says so, in all these answers', () => {
    const { catalogue, canaries, counts } = stage
    const { tables, columns, functions, buckets } = catalogue
    console.info(
      `${identities.length} identities; ${tables.length} tables, ${columns.length} columns, ${functions.length} functions, ` +
        `${buckets.length} buckets: ${counts.attempts} attempts; ${canaries.size} canaries, ${leaks(stage).length} found`,
    )
    expect(leaks(stage)).toEqual([])
    expect(unseen(stage)).toEqual([])
  })

  test('left none of it in the log of the services', () => {
    expect(logged.length).toBeGreaterThan(100)
    const found = [...stage.canaries.keys()].filter((value) => logged.some((line) => line.includes(value)))
    expect(found).toEqual([])
  })
})
