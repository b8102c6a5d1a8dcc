import { once } from 'node:events'
import { request } from 'node:http'
import { createClient, type FunctionsHttpError, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase('')
})
afterAll(() => database.close())

function makeClient(): SupabaseClient {
  const client = createClient(database.url, testKeys.publishableKey, { auth: { persistSession: false } })
  onTestFinished(() => void client.realtime.disconnect())
  return client
}

test('a channel reports an error, and never a subscription', async () => {
  const channel = makeClient().channel('room')
  const status = await new Promise((resolve) => {
    channel.subscribe((said) => resolve(said))
  })
  expect(status).toBe('CHANNEL_ERROR')
})

test('a WebSocket that wants to open is answered with 501', async () => {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    'sec-websocket-version': '13',
  }
  const call = request(`${database.url}/realtime/v1/websocket?apikey=${testKeys.publishableKey}`, { headers }).end()
  const [response] = await once(call, 'response')
  const body = Buffer.concat(await response.toArray()).toString()
  expect([response.statusCode, JSON.parse(body)]).toEqual([
    501,
    { message: 'The local Supabase has no Realtime: it does not answer GET /realtime/v1/websocket.' },
  ])
})

test('a broadcast over HTTP is refused with the reason', async () => {
  const sent = await makeClient()
    .channel('room')
    .httpSend('event', { a: 1 })
    .catch((error: Error) => error)
  expect(sent).toMatchObject({ message: expect.stringContaining('has no Realtime') })
})

test('a function that is invoked is not here, and says so', async () => {
  const { data, error } = await makeClient().functions.invoke('hello', { body: { a: 1 } })
  const { context } = error as FunctionsHttpError
  expect([data, error?.name, context.status]).toEqual([null, 'FunctionsHttpError', 501])
  expect(await context.json()).toEqual({
    code: 'NOT_IMPLEMENTED',
    message: 'The local Supabase has no Edge Functions: it does not answer POST /functions/v1/hello.',
  })
})

test('GraphQL is not here, and says so', async () => {
  const response = await fetch(`${database.url}/graphql/v1`, { method: 'POST', body: '{}' })
  expect([response.status, (await response.json()).errors[0].message]).toEqual([
    501,
    expect.stringContaining('has no GraphQL'),
  ])
})
