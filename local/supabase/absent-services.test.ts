import { createClient, type FunctionsHttpError, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase('')
})
afterAll(() => database.close())

function makeClient(): SupabaseClient {
  return createClient(database.url, testKeys.publishableKey, { auth: { persistSession: false } })
}

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
