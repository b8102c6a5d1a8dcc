import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deployToAzure } from '#deploy/azure-functions/conformance.ts'
import { textIn } from '#deploy/azure-functions/stand-in/account.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { findTool, noticeOf } from '#local/tools.ts'

// Storage queues as the Functions host takes from them, over Microsoft's emulator and over the stand-in for it.

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

async function planJob(does: string) {
  const key = `deliver-order.${randomUUID()}`
  const input = { does, orderId: randomUUID() }
  await database.sql`insert into jobs (key, name, input) values (${key}, 'deliver-order', ${database.sql.json(input)})`
  return JSON.stringify({ key, input })
}

describe.each(['azurite', 'stand-in'] as const)('Storage queues: %s', (kind) => {
  const here = kind === 'stand-in' || findTool('azurite') !== null
  let deployed: Awaited<ReturnType<typeof deployToAzure>>
  beforeAll(async () => {
    if (!here) process.stderr.write(`SKIPPED: ${noticeOf('azurite')}\n`)
    else deployed = await deployToAzure(testEnvironment({ database: database.url }), kind)
  })
  afterAll(() => deployed?.stop())

  test.runIf(here)('a message that fails waits 30 s each time, and after five times is poison', async () => {
    const { put, hide, once, take } = deployed.listener
    const text = await planJob('throw')
    await put('deliver-order', text)
    for (let times = 1; times < 5; times++) {
      const result = await once('deliver-order')
      expect(result?.fate).toBe('again')
      const seconds = ((result?.hiddenUntil?.getTime() ?? 0) - Date.now()) / 1000
      expect(seconds).toBeGreaterThan(27)
      expect(seconds).toBeLessThan(31)
      expect(await once('deliver-order')).toBeNull()
      await hide('deliver-order', { id: result?.id ?? '', receipt: result?.receipt ?? '' }, 0)
    }
    expect((await once('deliver-order'))?.fate).toBe('dead')
    expect(await take('deliver-order')).toBeNull()
    expect((await take('deliver-order-poison'))?.text).toBe(text)
  })

  test.runIf(here)('a message that no retry can help is poison at once, by the function itself', async () => {
    const text = await planJob('refuse')
    expect(await deployed.deliver('deliver-order', [text])).toEqual([{ fate: 'dead' }])
    expect((await deployed.listener.take('deliver-order-poison'))?.text).toBe(text)
  })

  test.runIf(here)('a job for later is hidden until then', async () => {
    const { sql } = database
    await sql.unsafe(`
      create or replace function public.probe_ring(id uuid) returns jsonb language sql security definer set search_path = '' as $$
        select private.add_job('deliver-order', 'deliver-order.' || id || '.later', '{"does": "end"}', null, now() + interval '2 hours') $$;
      grant execute on function public.probe_ring to deliver_order; notify pgrst, 'reload schema'`)
    expect(await deployed.deliver('deliver-order', [await planJob('ring')])).toEqual([{ fate: 'gone' }])
    const sent = deployed.account.sent.at(-1)
    expect(sent?.wait).toBeGreaterThan(7190)
    const peeked = await deployed.account.storage.call('GET', `nightlight-deliver-order/messages?numofmessages=1`)
    expect(textIn(await peeked.text(), 'MessageId')).toBe('')
  })
})
