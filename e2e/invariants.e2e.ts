import postgres from 'postgres'
import { expect, test } from '#e2e/fixtures.ts'
import { fire } from '#e2e/scheduler.ts'
import { findBreaches } from '#supabase/tests/invariants.ts'

type DryRun = { leftovers: Record<string, { count: number; names: string[] }> }

test('every invariant holds after all purchases, refunds, uploads and killed processes of the run', async ({
  urls,
  request,
}) => {
  test.setTimeout(120_000)
  const sql = postgres(urls.database, { max: 2, onnotice: () => {} })
  try {
    // Originals of removed photographs wait for the weekly clean-up. Make them old enough and run it now.
    await sql.begin((tx) => [
      // Else a trigger of the storage server sets `updated_at` to now.
      tx`set local session_replication_role = replica`,
      tx`update storage.objects f set created_at = created_at - interval '9 days', updated_at = updated_at - interval '9 days'
        where f.bucket_id = 'originals' and not exists (select from photographs i where i.original_path = f.name)`,
    ])
    const { originals } = (await fire<DryRun>(request, 'clean-up', '?dry=1')).leftovers
    expect(originals?.count).toBeGreaterThan(0)
    const broken = (await findBreaches(sql)).map(({ detail }) => detail)
    for (const name of originals?.names ?? []) expect(broken).toContain(`original ${name}`)

    await fire(request, 'clean-up', '?at=2026-01-04')
    const removed = async () => (await sql`select removed from clean_ups where day = '2026-01-04'`)[0]?.removed
    await expect.poll(removed, { timeout: 60_000 }).toBeDefined()
    const { count, names } = (await removed()).originals
    expect({ count, names: names.toSorted() }).toEqual({ ...originals, names: originals?.names.toSorted() })
    expect(await findBreaches(sql)).toEqual([])
  } finally {
    await sql.end()
  }
})
