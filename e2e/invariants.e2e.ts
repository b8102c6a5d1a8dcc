import postgres from 'postgres'
import { expect, test } from '#e2e/fixtures.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'

test('after everything that was bought, refunded, uploaded and killed, every invariant holds', async ({ urls }) => {
  const sql = postgres(urls.database, { max: 2, onnotice: () => {} })
  try {
    expect(await findBreaches(sql)).toEqual([])
  } finally {
    await sql.end()
  }
})
