import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { mismatches } from '#supabase/tests/rights/expected.ts'
import { callFunctions, leaks, readTables, useBuckets, writeTables } from '#supabase/tests/rights/matrix.ts'
import { type Stage, setStage } from '#supabase/tests/rights/stage.ts'

// Each test plants a mistake, and expects the matrix to see it.

let database: TestDatabase
let stage: Stage
beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  stage = await setStage({ ...database, ...testKeys })
})
afterAll(() => database.close())
beforeEach(() => stage.seen.clear())

/** Makes a mistake, looks, and undoes it. */
async function withMistake(mistake: string, undo: string, look: () => Promise<void>): Promise<void> {
  await stage.sql.unsafe(mistake)
  try {
    await look()
  } finally {
    await stage.sql.unsafe(undo)
  }
}

describe('a mistake that shows something', () => {
  test('a policy that is too wide', async () => {
    const policy = 'policy mistake on public.orders'
    await withMistake(`create ${policy} for select to authenticated using (true)`, `drop ${policy}`, async () => {
      expect(await readTables(stage, ['other'], ['orders'])).toContain('other reads orders(id): rows, not empty')
      expect(leaks(stage)).toContain('other: orders.email in /rest/v1/orders?select=email')
    })
  })

  test('a column that is granted to all who sign in', async () => {
    const grant = 'select (access_key) on public.orders'
    await withMistake(`grant ${grant} to authenticated`, `revoke ${grant} from authenticated`, async () => {
      expect(await readTables(stage, ['shopper'], ['orders'])).toEqual([
        'shopper reads orders(access_key): rows, not refused',
      ])
      expect(leaks(stage)).toEqual(['shopper: orders.access_key in /rest/v1/orders?select=access_key'])
    })
  })

  test('a function that selects one more column', async () => {
    const define = (value: string) =>
      `create or replace function private.mask_attention(reason text) returns text
        language sql immutable set search_path = '' as $$ select ${value} $$`
    const undo = define(`split_part(mask_attention.reason, ':', 1)`)
    await withMistake(define('mask_attention.reason'), undo, async () => {
      expect(await callFunctions(stage, ['viewer'], ['list_orders', 'admin_order'])).toEqual([])
      expect(leaks(stage)).toEqual(['viewer: orders.needs_attention in /rest/v1/rpc/admin_order'])
    })
  })

  test('a function that more people may call', async () => {
    const grant = 'execute on function public.get_receipt'
    await withMistake(`grant ${grant} to anon`, `revoke ${grant} from anon`, async () => {
      expect(await callFunctions(stage, ['nobody'], ['get_receipt'])).toEqual([
        'nobody calls get_receipt: called, not refused',
      ])
      expect(leaks(stage)).toContain('nobody: orders.access_key in /rest/v1/rpc/get_receipt')
    })
  })

  test('a policy of storage that is too wide', async () => {
    const policy = 'policy mistake on storage.objects'
    const making = `create ${policy} for select to authenticated using (bucket_id = 'reports')`
    await withMistake(making, `drop ${policy}`, async () => {
      expect(await useBuckets(stage, ['other'], ['reports'])).toEqual([
        'other can read reports',
        'other can list reports',
      ])
    })
  })
})

test('a policy that lets people write what is not theirs is seen', async () => {
  const policy = 'policy mistake on public.variants'
  await withMistake(`create ${policy} for update to authenticated using (true)`, `drop ${policy}`, async () => {
    expect(await writeTables(stage, ['viewer'])).toContain('viewer changes variants.price_amount: rows, not empty')
  })
})

test.each([
  ['table', 'create table public.mistake (note text)', 'drop table public.mistake', 'table mistake has no row'],
  [
    'view',
    'create view public.mistake as select email from public.orders',
    'drop view public.mistake',
    'column mistake.email has no row',
  ],
  [
    'column',
    'alter table public.orders add column note text',
    'alter table public.orders drop column note',
    'column orders.note has no row',
  ],
  [
    'private column',
    'alter table private.turns add column note inet',
    'alter table private.turns drop column note',
    'column turns.note has no row',
  ],
  [
    'function',
    `create function public.mistake() returns text language sql as $$ select '' $$`,
    'drop function public.mistake',
    'function mistake has no row',
  ],
  [
    'bucket',
    `insert into storage.buckets (id, name) values ('mistake', 'mistake')`,
    `update storage.buckets set id = 'gone' where false`,
    'bucket mistake has no row',
  ],
])('a new %s without a row is named', async (_, mistake, undo, problem) => {
  await withMistake(mistake, undo, async () => {
    await stage.look()
    expect(mismatches(stage.catalogue)).toContain(problem)
  })
})
