import { expect, test, vi } from 'vitest'
import { startTestDatabase } from '#local/supabase/test-database.ts'

const migration = `
create function public.work_long() returns text language sql as $$ select pg_sleep(60)::text $$;
grant execute on function public.work_long to anon`

// After a burst of calls, some of them may hold their connection for as long as their transaction takes.
test('a stop waits for no statement of a caller', { timeout: 30_000 }, async () => {
  const database = await startTestDatabase(migration)
  const calls = Array.from({ length: 12 }, () => database.signIn('anon').rpc('work_long'))
  const answers = Promise.allSettled(calls)
  const running = async () => (await database.sql`select from pg_stat_activity where query like '%work_long%'`).length
  await vi.waitFor(async () => expect(await running()).toBeGreaterThan(9), 10_000)
  const began = performance.now()
  await database.close()
  expect(performance.now() - began).toBeLessThan(8000)
  await answers
})
