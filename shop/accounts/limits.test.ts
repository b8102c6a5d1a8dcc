import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#lib/supabase.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { type LimitKind, limits, takeTurns } from '#shop/accounts/limits.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await startTestDatabase()
  db = database.signIn('gatekeeper') as unknown as Db
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.sql`truncate private.turns`
})

const attempt = (kind: LimitKind, address: string, network: string) => takeTurns(db, kind, { address, network })
/** Attempts of strangers, each from a network of its own. */
async function strangers(kind: LimitKind, count: number, address = 'ada') {
  for (let index = 0; index < count; index += 1) await attempt(kind, address, `stranger ${index}`)
}
const kinds = Object.keys(limits) as LimitKind[]

describe.each(kinds)('tries of a %s', (kind) => {
  const { pair, all } = limits[kind]

  test('by strangers leave a person’s own tries alone', async () => {
    await strangers(kind, Math.min(pair * 3, all.burst - 1))
    await attempt(kind, 'ada', 'home')
    await strangers(kind, 5, 'bob')
  })

  test('end for one address from one network, and for nobody else', async () => {
    for (let tries = 0; tries < pair; tries += 1) await attempt(kind, 'ada', 'home')
    await expect(attempt(kind, 'ada', 'home')).rejects.toMatchObject({
      code: 'too_many',
      message: expect.stringMatching(/come back in \d+ minutes/),
    })
    await attempt(kind, 'bob', 'home')
    await attempt(kind, 'ada', 'office')
  })

  test('of many networks are slowed, and other ways in stay open', async () => {
    await strangers(kind, all.burst)
    // As if the last try was just paid for, but for the patience of a request.
    await database.sql`update private.turns set window_started_at = window_started_at + interval '1 minute' where key like ${`${kind}.all.%`}`
    await expect(attempt(kind, 'ada', 'home')).rejects.toMatchObject({
      code: 'too_many',
      retryAfter: expect.any(Number),
    })
    for (const other of kinds) if (other !== kind) await attempt(other, 'ada', 'home')
    // A refusal counts nothing: the wait does not grow.
    const [before] = await database.sql`select window_started_at from private.turns where key like ${`${kind}.all.%`}`
    await expect(attempt(kind, 'ada', 'elsewhere')).rejects.toMatchObject({ code: 'too_many' })
    const [after] = await database.sql`select window_started_at from private.turns where key like ${`${kind}.all.%`}`
    expect(after).toEqual(before)
  })
})

test('thirty wrong passwords from thirty networks do not keep a person out', async () => {
  await strangers('password', 30)
  const began = performance.now()
  await attempt('password', 'ada', 'home')
  expect(performance.now() - began).toBeLessThan(2000)
})

test('just past the pace an attempt waits, and goes on', async () => {
  await strangers('password', limits.password.all.burst)
  // One more slot is free in two seconds.
  await database.sql`update private.turns set window_started_at = now() + ${limits.password.all.burst * limits.password.all.pace - 8} * interval '1 second'
    where key like 'password.all.%'`
  const began = performance.now()
  await attempt('password', 'ada', 'home')
  expect(performance.now() - began).toBeGreaterThan(1000)
})

test('attempts that succeed do not count', async () => {
  for (let tries = 0; tries < 60; tries += 1) await (await attempt('password', 'ada', 'home'))()
  const rows = await database.sql`select key from private.turns where taken > 1`
  expect(rows).toEqual([])
})

test('attempts that arrive at once pass no limit', async () => {
  const results = await Promise.allSettled(Array.from({ length: 30 }, () => attempt('password', 'ada', 'home')))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(limits.password.pair)
  const many = Array.from({ length: 60 }, (_, index) => attempt('mail', 'ada', `stranger ${index}`))
  const passed = (await Promise.allSettled(many)).filter(({ status }) => status === 'fulfilled')
  expect(passed).toHaveLength(limits.mail.all.burst)
})
