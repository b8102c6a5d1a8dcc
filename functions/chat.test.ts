import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { chat } from '#functions/chat.ts'
import { serve } from '#functions/serve.ts'
import { callOf, testEnvironment } from '#functions/testing.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signToken } from '#local/supabase/tokens.ts'

let database: TestDatabase
let sql: Sql
const handler = serve(chat)

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  await insertCatalogue(sql)
  for (const [name, value] of Object.entries(testEnvironment({ database: database.url }))) vi.stubEnv(name, value)
})
afterAll(() => database.close())

const written = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
beforeEach(() => {
  for (const spy of written) spy.mockReset().mockReturnValue()
})

test('hello', async () => {
  const body = JSON.stringify({
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'a warm lamp for a child’s room under 100 euro' }] }],
    page: '/',
  })
  const response = await handler(callOf('chat', { body, headers: { 'content-type': 'application/json' } }))
  const text = await response.text()
  process.stderr.write(response.status + text + '\n')
  process.stderr.write(written.flatMap((w) => w.mock.calls).join('\n'))
  expect(randomUUID()).toBeTruthy()
  expect(signToken({}, testKeys.jwtSecret)).toBeTruthy()
})
