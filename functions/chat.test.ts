import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { chat } from '#functions/chat.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, readLines, testEnvironment } from '#functions/runtime/testing.ts'
import { readAnswer } from '#local/read-answer.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { limits } from '#shop/assistant/budget.ts'

let database: TestDatabase
let sql: Sql
const handler = serve(chat)
const written = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  await insertCatalogue(sql)
  for (const [name, value] of Object.entries(testEnvironment({ database: database.url }))) vi.stubEnv(name, value)
})
afterAll(() => database.close())
beforeEach(() => {
  for (const spy of written) spy.mockReset().mockReturnValue()
})

type Ask = { page?: string; headers?: Record<string, string>; before?: object[] }
const user = (text: string) => ({ role: 'user', parts: [{ type: 'text', text }] })
const json = { 'content-type': 'application/json' }
let networks = 0
const ownNetwork = () => {
  networks += 1
  return { 'x-forwarded-for': `10.0.0.${networks}` }
}
/** Each question comes from its own network, unless a test sets one, so that questions do not share a budget. */
const call = (body: unknown, headers: Record<string, string> = {}) =>
  handler(
    callOf('chat', {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { ...json, ...ownNetwork(), ...headers },
    }),
  )
const ask = async (text: string, { page = '/', headers = {}, before = [] }: Ask = {}) => {
  const response = await call({ messages: [...before, user(text)], page }, headers)
  expect(response.status).toBe(200)
  return readAnswer(await response.text())
}

/** A paid order, of a shopper with an account or of a guest. */
async function sell(userId: string | null = null): Promise<{ id: string; key: string; number: string }> {
  const [cart] = await sql`select add_to_cart(null, (select id from variants where sku = 'NL-CURF-06-BRA'), 1) as id`
  const [placed] = await sql`select place_order(${cart?.id}, 'trace', ${userId}) as order`
  const { id, access_key: key, number, total } = placed?.order ?? {}
  const address = { name: 'Ada', line1: '1', line2: null, postalCode: '1', city: 'Vienna', country: 'AT' }
  await sql`select mark_paid(${id}, ${`cs_${id}`}, ${`pi_${id}`}, ${total}, 'eur', 'ada@example.com', ${sql.json(address)})`
  return { id, key, number }
}

async function addShopper(): Promise<{ id: string; headers: Record<string, string> }> {
  const id = randomUUID()
  await sql`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`
  const session = randomUUID()
  await sql`insert into auth.sessions (id, user_id) values (${session}, ${id})`
  const claims = {
    session_id: session,
    role: 'authenticated',
    sub: id,
    email: `${id}@example.com`,
    exp: Math.floor(Date.now() / 1000) + 300,
  }
  return { id, headers: { authorization: `Bearer ${database.signingKeys.sign(claims)}` } }
}

test('finds lamps without a model and streams the answer in the UI message protocol', async () => {
  const response = await call({ messages: [user('a warm lamp for a child’s room under 100 euro')], page: '/' })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
  const { text, cards } = readAnswer(await response.text())
  expect(text).toBe('Three lamps fit.')
  expect(cards).toHaveLength(1)
  expect(cards[0]).toMatchObject({
    kind: 'lamps',
    lamps: [{ slug: 'pocket-moon' }, { slug: 'slowcoach' }, { slug: 'warm-start' }],
  })
})

test('uses the page that is open and the earlier turns', async () => {
  const page = await ask('is it dimmable?', { page: '/products/warm-start' })
  expect(page.text).toBe('No, Warm Start cannot be dimmed. Motion, 3 m, 120°; dark only.')
  const before = [user('compare porch and kiln'), { role: 'assistant', parts: [{ type: 'text', text: 'There.' }] }]
  const thread = await ask('put the cheaper one in my cart', { before })
  expect(thread.cards[0]).toMatchObject({ kind: 'cart', lamp: { slug: 'kiln' }, quantity: 1 })
})

test('says that it does not know, and lists its abilities', async () => {
  const { text, cards } = await ask('how long is the warranty?')
  expect(text).toContain('That I do not know')
  expect(cards).toEqual([])
})

test('an order opens with its link, in a message or as the open page', async () => {
  const order = await sell()
  const link = `http://localhost:3000/orders/${order.id}?key=${order.key}`
  for (const { text, page } of [
    { text: `where is my order? ${link}`, page: '/' },
    { text: 'where is my order?', page: `/orders/${order.id}?key=${order.key}` },
  ]) {
    const answer = await ask(text, { page })
    expect(answer.cards[0]).toMatchObject({ kind: 'order', order: { number: order.number, status: 'paid' } })
    expect(answer.text).toContain(order.number)
  }
})

test('an order opens for its owner, not for another account, a wrong key or a number alone', async () => {
  const [owner, other] = [await addShopper(), await addShopper()]
  const order = await sell(owner.id)
  const mine = await ask('where is my order?', { headers: owner.headers })
  expect(mine.cards[0]).toMatchObject({
    kind: 'order',
    order: { number: order.number, address: `/orders/${order.id}` },
  })
  const strangers: Ask[] = [
    { headers: other.headers },
    {},
    { page: `/orders/${order.id}?key=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` },
    { headers: { authorization: 'Bearer aaaa.bbbb.cccc' } },
  ]
  for (const stranger of strangers) {
    const answer = await ask(`where is ${order.number}?`, stranger)
    expect(answer.cards).toEqual([{ kind: 'refusal', text: answer.text }])
    expect(answer.text).toMatch(/Sign in|no order/)
    expect(JSON.stringify(answer)).not.toMatch(/Curfew|Vienna|paid/)
  }
})

test('a return is prepared, and nothing is written until the shopper presses the button', async () => {
  const order = await sell()
  const page = `/orders/${order.id}?key=${order.key}`
  expect((await ask('I want to send it back, it is too small', { page })).text).toContain('cannot be sent back yet')
  await sql`select pack_order(${order.id}), ship_order(${order.id})`
  await sql`select ship_order(${order.id})`
  const { cards } = await ask('I want to return my order, it is too small', { page })
  expect(cards[0]).toMatchObject({ kind: 'return', orderId: order.id, number: order.number, reason: 'it is too small' })
  expect(await sql`select * from returns`).toHaveLength(0)
})

test('“what is in my cart” tells the cart in the cookie, and only that one', async () => {
  const [cart] = await sql`select add_to_cart(null, (select id from variants where sku = 'NL-CURF-06-BRA'), 2) as id`
  const mine = await ask('what is in my cart?', { headers: { cookie: `theme=dark; cart=${cart?.id}` } })
  expect(mine.text).toMatch(/2 × Curfew in Brass.*€238/)
  expect(mine.cards[0]).toMatchObject({ kind: 'policy', page: '/cart' })
  for (const cookie of ['', 'cart=nonsense', `cart=${randomUUID()}`]) {
    expect((await ask('what is in my cart?', { headers: { cookie } })).text).toContain('Your cart is empty')
  }
})

const refusals: [what: string, body: unknown, message: RegExp][] = [
  ['an empty message', { messages: [user('   ')] }, /empty/],
  ['no message', { messages: [] }, /messages/],
  ['a message of 1,001 characters', { messages: [user('a'.repeat(1001))] }, /1000 characters/],
  ['500 messages', { messages: Array.from({ length: 500 }, () => user('hi')) }, /too long.*new one/],
  ['a message of somebody else', { messages: [{ role: 'system', parts: [] }] }, /messages\.0\.role/],
  [
    'an answer instead of a question',
    { messages: [{ role: 'assistant', parts: [{ type: 'text', text: 'hi' }] }] },
    /yours/,
  ],
  ['what is not JSON', '\u0000\u0001\u0002', /not JSON/],
  [
    'a picture',
    { messages: [{ role: 'user', parts: [{ type: 'file', url: 'data:image/png;base64,AAAA' }] }] },
    /empty/,
  ],
]
test.each(refusals)('refuses %s with a sentence', async (_what, body, message) => {
  const response = await call(body)
  expect(response.status).toBe(400)
  expect(((await response.json()) as { error: string }).error).toMatch(message)
})

test('a form of another site is refused, because it cannot send JSON', async () => {
  for (const type of ['text/plain', 'text/plain; application/json', 'text/plain;charset=application/json', '']) {
    expect((await call({ messages: [user('hi')] }, { 'content-type': type })).status, type).toBe(400)
  }
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    expect((await call({ messages: [user('hi')] }, { 'content-type': type })).status, type).toBe(200)
  }
})

test('a run is stored when its answer has ended', async () => {
  const response = await call({ messages: [user('hello')] })
  const before = await sql`select id from function_runs where function = 'chat'`
  await response.text()
  const after =
    await sql`select status, ms, trigger from function_runs where function = 'chat' order by started_at desc`
  expect(after).toHaveLength(before.length + 1)
  expect(after[0]).toMatchObject({ status: 200, trigger: 'http' })
})

test('a flood gets Retry-After, then costs no query and no row', async () => {
  const from = { 'x-forwarded-for': '192.0.2.1' }
  for (let sent = 0; sent < limits.caller.messages; sent += 1)
    await (await call({ messages: [user('hi')] }, from)).text()
  const runs = await sql`select count(*) from function_runs`
  const [used] =
    await sql`select messages from private.chat_budgets where key like 'caller.%' order by messages desc limit 1`
  const answers = await Promise.all(Array.from({ length: 200 }, () => call({ messages: [user('hi')] }, from)))
  for (const answer of answers) {
    expect(answer.status).toBe(429)
    const seconds = Number(answer.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(limits.caller.seconds - 120)
    expect(seconds).toBeLessThanOrEqual(limits.caller.seconds)
  }
  expect(await answers[0]?.json()).toMatchObject({ code: 'too_many', error: expect.stringContaining('minutes') })
  expect(await sql`select count(*) from function_runs`).toEqual(runs)
  expect(
    await sql`select messages from private.chat_budgets where key like 'caller.%' order by messages desc limit 1`,
  ).toEqual([used])
  expect((await call({ messages: [user('hi')] })).status).toBe(200)
})

test('no log line contains the conversation', async () => {
  const order = await sell()
  await ask(`my name is Zebedee, zebedee@example.com, and where is /orders/${order.id}?key=${order.key}`)
  const lines = JSON.stringify(readLines(written.flatMap((spy) => spy.mock.calls)))
  expect(lines).toContain('"function":"chat"')
  expect(lines).not.toMatch(/zebedee/i)
  expect(lines).not.toContain(order.key)
})
