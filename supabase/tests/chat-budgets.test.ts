import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())
beforeEach(() => sql`truncate private.chat_budgets`)

const wide = { seconds: 3600, messages: 1_000_000, tokens: 1_000_000, ms: 1_000_000 }
const take = async (caller: string, limits: { caller?: object; all?: object } = {}) => {
  const most = { caller: { ...wide, ...limits.caller }, all: { ...wide, ...limits.all } }
  const { data, error } = await database.signIn('chat').rpc('take_chat_turn', { caller, limits: most })
  expect(error).toBeNull()
  return data as { wait: number; tokens_left: boolean }
}
const note = (caller: string, tokens: number, ms: number) =>
  database.signIn('chat').rpc('note_chat_use', { caller, tokens, ms })

describe('a budget', () => {
  test('allows exactly its number of messages, also when they arrive at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => take('ada', { caller: { messages: 7 } })))
    expect(answers.filter(({ wait }) => wait === 0)).toHaveLength(7)
    for (const { wait } of answers.filter((answer) => answer.wait > 0)) {
      expect(wait).toBeGreaterThan(3500)
      expect(wait).toBeLessThanOrEqual(3600)
    }
    const [row] = await sql`select messages from private.chat_budgets where key = 'caller.ada'`
    expect(row?.messages).toBe(7)
  })

  test('of one caller does not affect another, and the total budget affects everybody', async () => {
    expect((await take('ada', { caller: { messages: 1 }, all: { messages: 2 } })).wait).toBe(0)
    expect((await take('ada', { caller: { messages: 1 }, all: { messages: 2 } })).wait).toBeGreaterThan(0)
    expect((await take('bob', { caller: { messages: 1 }, all: { messages: 2 } })).wait).toBe(0)
    expect((await take('cyd', { caller: { messages: 1 }, all: { messages: 2 } })).wait).toBeGreaterThan(0)
  })

  test('is also used up by tokens and by time', async () => {
    await take('ada')
    await note('ada', 500, 2000)
    expect((await take('ada', { caller: { tokens: 501 } })).wait).toBe(0)
    expect((await take('ada', { caller: { tokens: 500 } })).wait).toBeGreaterThan(0)
    expect((await take('ada', { caller: { ms: 2000 } })).wait).toBeGreaterThan(0)
    expect((await take('ada', { all: { ms: 2000 } })).wait).toBeGreaterThan(0)
  })

  test('of all tokens, when used up, turns the model off and refuses nobody', async () => {
    await take('ada')
    await note('ada', 900, 1)
    expect(await take('bob', { all: { tokens: 901 } })).toMatchObject({ wait: 0, tokens_left: true })
    expect(await take('bob', { all: { tokens: 900 } })).toMatchObject({ wait: 0, tokens_left: false })
  })

  test('is counted and charged at once without a deadlock', async () => {
    const rounds = Array.from({ length: 40 }, async (_, index) => {
      await take(`caller ${index % 2}`)
      expect((await note(`caller ${index % 2}`, 10, 1)).error).toBeNull()
    })
    await Promise.all(rounds)
    const rows = await sql`select key, messages, tokens::integer from private.chat_budgets order by key`
    expect(rows).toEqual([
      { key: 'all', messages: 40, tokens: 400 },
      { key: 'caller.caller 0', messages: 20, tokens: 200 },
      { key: 'caller.caller 1', messages: 20, tokens: 200 },
    ])
  })

  test('starts again when its window is over', async () => {
    await take('ada', { caller: { messages: 1 } })
    await sql`update private.chat_budgets set window_started_at = now() - interval '2 hours' where key = 'caller.ada'`
    expect((await take('ada', { caller: { messages: 1 } })).wait).toBe(0)
    expect((await take('ada', { caller: { messages: 1 } })).wait).toBeGreaterThan(0)
  })

  test('is not increased by a negative use', async () => {
    await take('ada')
    await note('ada', -1_000_000, -1_000_000)
    const rows = await sql`select tokens::integer, ms::integer from private.chat_budgets`
    expect(rows).toEqual([
      { tokens: 0, ms: 0 },
      { tokens: 0, ms: 0 },
    ])
  })
})

describe('a question to the staff', () => {
  const ask = (id: string, message: string, role = 'gatekeeper') =>
    database.signIn(role).rpc('ask_human', { question_id: id, email: 'ada@example.com', message, trace: 'trace' })

  test('is stored once per id and makes one job', async () => {
    const id = randomUUID()
    for (const message of ['Do you gift-wrap?', 'Do you gift-wrap?']) expect((await ask(id, message)).error).toBeNull()
    expect(await sql`select message, sent_at from questions where id = ${id}`).toEqual([
      { message: 'Do you gift-wrap?', sent_at: null },
    ])
    expect(await sql`select status from jobs where key = ${`forward-question.${id}`}`).toEqual([{ status: 'waiting' }])
  })

  test('is refused when it is empty', async () => {
    expect((await ask(randomUUID(), '   ')).error?.code).toBe('NLINV')
  })

  test('can be written by the app only, and read by the function that mails it', async () => {
    const id = randomUUID()
    for (const role of ['anon', 'authenticated', 'chat'])
      expect((await ask(id, 'Hello?', role)).error?.code).toBe('42501')
    await ask(id, 'Hello?')
    for (const role of ['anon', 'authenticated', 'chat', 'gatekeeper']) {
      expect((await database.signIn(role).rpc('get_question', { question_id: id })).error?.code).toBe('42501')
      expect((await database.signIn(role).from('questions').select('email')).error?.code).toBe('42501')
    }
    const { data } = await database.signIn('forward_question').rpc('get_question', { question_id: id })
    expect(data).toMatchObject({ email: 'ada@example.com', message: 'Hello?' })
  })
})

describe('an estimate', () => {
  const charge = async (caller: string, estimate: number, limits: { caller?: object; all?: object } = {}) => {
    const most = { caller: { ...wide, ...limits.caller }, all: { ...wide, ...limits.all } }
    const { data } = await database.signIn('chat').rpc('take_chat_turn', { caller, limits: most, estimate })
    return data as { wait: number; tokens_left: boolean; charged_at: string }
  }
  const tokensOf = async (key: string) => {
    const [row] = await sql`select tokens::integer from private.chat_budgets where key = ${key}`
    return row?.tokens
  }

  test('is charged before the answer, so that answers at once cannot overspend', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => charge(`caller ${index % 4}`, 300, { all: { tokens: 1000 } })),
    )
    expect(answers.map(({ wait }) => wait)).toEqual(answers.map(() => 0))
    expect(answers.filter(({ tokens_left }) => tokens_left)).toHaveLength(3)
    expect(await tokensOf('all')).toBe(900)
  })

  test('stays charged for an answer that never ends', async () => {
    await charge('ada', 600)
    expect([await tokensOf('caller.ada'), await tokensOf('all')]).toEqual([600, 600])
  })

  test('is settled with what the answer has cost, in its own window only', async () => {
    const { charged_at } = await charge('ada', 600)
    await charge('bob', 100)
    const settle = { caller: 'ada', tokens: 250, ms: 1, charged: 600, charged_at }
    await sql`update private.chat_budgets set window_started_at = now() + interval '1 second', tokens = 0 where key = 'caller.ada'`
    expect((await database.signIn('chat').rpc('note_chat_use', settle)).error).toBeNull()
    expect([await tokensOf('caller.ada'), await tokensOf('all')]).toEqual([250, 350])
  })

  test('that one caller cannot pay for leaves the model to others', async () => {
    expect(await charge('ada', 600, { caller: { tokens: 500 } })).toMatchObject({ wait: 0, tokens_left: false })
    expect(await charge('bob', 600)).toMatchObject({ wait: 0, tokens_left: true })
    expect(await tokensOf('caller.ada')).toBe(0)
  })
})
