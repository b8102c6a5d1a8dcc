import { spawn } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startNet } from '#local/database-calls.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

type Received = { path: string; body: unknown; headers: Headers }

let database: TestDatabase
let worker: { close(): Promise<void> } | undefined
let receiver: Listening
let received: Received[] = []
let answer: (request: Request) => Response | Promise<Response>

beforeAll(async () => {
  database = await startTestDatabase('')
})
afterAll(() => database.close())

beforeEach(async () => {
  received = []
  answer = () => Response.json({ thank: 'you' }, { status: 201 })
  receiver = await listen(receive)
})

afterEach(async () => {
  await receiver.close()
  await worker?.close()
  worker = undefined
  await database.sql`truncate net.http_request_queue, net._http_response`
})

async function receive(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  received.push({ path: pathname + search, body: await request.json(), headers: request.headers })
  return answer(request)
}

const startWorker = async () => {
  worker = await startNet({ databaseUrl: database.databaseUrl })
}
const post = async (url: string, body: object, milliseconds = 5000) => {
  const [row] = await database.sql<
    { id: string }[]
  >`select net.http_post(url := ${url}, body := ${database.sql.json(body as never)},
    headers := '{"content-type": "application/json", "x-signature": "s"}', timeout_milliseconds := ${milliseconds}) as id`
  return row?.id ?? ''
}
const response = (id: string) =>
  vi.waitFor(
    async () => {
      const rows = await database.sql`select * from net._http_response where id = ${id}`
      expect(rows).toHaveLength(1)
      return rows[0] ?? {}
    },
    { timeout: 10_000 },
  )
const queued = async () => (await database.sql`select * from net.http_request_queue`).length

test('delivers what a committed transaction posted, and keeps the answer', async () => {
  await startWorker()
  const id = await post(`${receiver.url}/hook`, { lamp: 'Möth', list: [1, { two: 2 }] })
  expect(await response(id)).toMatchObject({
    status_code: 201,
    content_type: 'application/json',
    content: '{"thank":"you"}',
    timed_out: false,
    error_msg: null,
    headers: expect.objectContaining({ 'content-type': 'application/json' }),
  })
  expect(received).toMatchObject([{ path: '/hook', body: { lamp: 'Möth', list: [1, { two: 2 }] } }])
  expect(received[0]?.headers.get('x-signature')).toBe('s')
  expect(await queued()).toBe(0)
})

test('parameters go into the address', async () => {
  await startWorker()
  const [row] = await database.sql`select net.http_post(${`${receiver.url}/hook?a=1`}, '{}', '{"name": "ä & b"}') as id`
  await response(row?.id)
  expect(received[0]?.path).toBe('/hook?a=1&name=%C3%A4%20%26%20b')
})

test('what was rolled back is never sent', async () => {
  await startWorker()
  const rolledBack = database.sql.begin(async (transaction) => {
    await transaction`select net.http_post(${`${receiver.url}/never`})`
    throw new Error('changed my mind')
  })
  await expect(rolledBack).rejects.toThrow('changed my mind')
  await response(await post(`${receiver.url}/after`, {}))
  expect(received.map(({ path }) => path)).toEqual(['/after'])
})

test('a refusal is an answer: pg_net tries once', async () => {
  answer = () => new Response('no', { status: 500 })
  await startWorker()
  expect(await response(await post(receiver.url, {}))).toMatchObject({ status_code: 500, content: 'no' })
  expect([await queued(), received.length]).toEqual([0, 1])
})

test('a receiver that takes too long is noted', async () => {
  const hanging = Promise.withResolvers<Response>()
  answer = () => hanging.promise
  await startWorker()
  expect(await response(await post(receiver.url, {}, 50))).toMatchObject({ status_code: null, timed_out: true })
  hanging.resolve(new Response())
})

test('an address that does not exist is noted', async () => {
  await startWorker()
  expect(await response(await post('http://nowhere.invalid/', {}))).toMatchObject({
    status_code: null,
    timed_out: false,
  })
})

test('waits for a receiver that is not there yet', async () => {
  await startWorker()
  await receiver.close()
  const id = await post(`${receiver.url}/early`, {})
  const attempts = async () => {
    const [row] = await database.sql`select attempts from net.http_request_queue where id = ${id}`
    return row?.attempts
  }
  await expect.poll(attempts).toBeGreaterThanOrEqual(2)
  receiver = await listen(receive, receiver.port)
  expect(await response(id)).toMatchObject({ status_code: 201 })
})

test('sends what was queued while no worker ran, in parallel but at most eight at once', async () => {
  let open = 0
  let most = 0
  answer = async () => {
    most = Math.max(most, ++open)
    await expect.poll(() => most).toBe(8)
    open--
    return new Response()
  }
  for (let index = 0; index < 40; index++) await post(`${receiver.url}/${index}`, {})
  await startWorker()
  await vi.waitFor(async () => expect(await queued()).toBe(0), { timeout: 10_000 })
  expect(received).toHaveLength(40)
  expect(new Set(received.map(({ path }) => path)).size).toBe(40)
  expect(most).toBe(8)
})

test('a worker killed in the middle loses nothing', async () => {
  const hanging = Promise.withResolvers<Response>()
  answer = () => hanging.promise
  const program = `import { startNet } from '#local/database-calls.ts'; await startNet({ databaseUrl: ${JSON.stringify(database.databaseUrl)} })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const id = await post(`${receiver.url}/kept`, {})
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 10_000 })
  child.kill('SIGKILL')
  answer = () => new Response('second time')
  await startWorker()
  expect(await response(id)).toMatchObject({ content: 'second time' })
  hanging.resolve(new Response())
})
