import { spawn } from 'node:child_process'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startNet } from '#local/database-calls.ts'
import { type Listening, listen } from '#local/listen.ts'
import { asOwner } from '#local/supabase/database.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

type Received = { path: string; body: unknown; headers: Headers }

let database: TestDatabase
let worker: { close(): Promise<void> } | undefined
let receiver: Listening
let received: Received[] = []
let answer: (request: Request) => Response | Promise<Response>

beforeAll(async () => {
  database = await startTestDatabase('create extension if not exists pg_net with schema extensions;')
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

test('sends the request of a committed transaction and keeps the response', async () => {
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

test('parameters go into the URL', async () => {
  await startWorker()
  const [row] = await database.sql`select net.http_post(${`${receiver.url}/hook?a=1`}, '{}', '{"name": "ä & b"}') as id`
  await response(row?.id)
  expect(received[0]?.path).toBe('/hook?a=1&name=%C3%A4%20%26%20b')
})

test('a request of a rolled-back transaction is never sent', async () => {
  await startWorker()
  const rolledBack = database.sql.begin(async (transaction) => {
    await transaction`select net.http_post(${`${receiver.url}/never`})`
    throw new Error('changed my mind')
  })
  await expect(rolledBack).rejects.toThrow('changed my mind')
  await response(await post(`${receiver.url}/after`, {}))
  expect(received.map(({ path }) => path)).toEqual(['/after'])
})

test('an error response is stored and not retried, as in pg_net', async () => {
  answer = () => new Response('no', { status: 500 })
  await startWorker()
  expect(await response(await post(receiver.url, {}))).toMatchObject({ status_code: 500, content: 'no' })
  expect([await queued(), received.length]).toEqual([0, 1])
})

test('a timeout is stored', async () => {
  const hanging = Promise.withResolvers<Response>()
  answer = () => hanging.promise
  await startWorker()
  expect(await response(await post(receiver.url, {}, 50))).toMatchObject({ status_code: null, timed_out: true })
  hanging.resolve(new Response())
})

test('an unknown host is stored as an error', async () => {
  await startWorker()
  expect(await response(await post('http://nowhere.invalid/', {}))).toMatchObject({
    status_code: null,
    timed_out: false,
  })
})

test('a refused connection is stored and not retried', async () => {
  await startWorker()
  await receiver.close()
  const id = await post(`${receiver.url}/early`, {})
  expect(await response(id)).toMatchObject({ status_code: null, timed_out: false, error_msg: expect.any(String) })
  receiver = await listen(receive, receiver.port)
  await response(await post(`${receiver.url}/later`, {}))
  expect(received.map(({ path }) => path)).toEqual(['/later'])
})

test('sends requests that were queued while no worker ran, at most eight at once', async () => {
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
  // A request leaves the queue before it is sent.
  await vi.waitFor(() => expect(received).toHaveLength(40), { timeout: 10_000 })
  expect(await queued()).toBe(0)
  expect(new Set(received.map(({ path }) => path)).size).toBe(40)
  expect(most).toBe(8)
})

test('a worker that is killed during a request does not send it twice', async () => {
  const hanging = Promise.withResolvers<Response>()
  answer = () => hanging.promise
  const program = `import { startNet } from '#local/database-calls.ts'; await startNet({ databaseUrl: ${JSON.stringify(database.databaseUrl)} })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await post(`${receiver.url}/first`, {})
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 10_000 })
  child.kill('SIGKILL')
  answer = () => new Response()
  await startWorker()
  await response(await post(`${receiver.url}/second`, {}))
  expect(received.map(({ path }) => path)).toEqual(['/first', '/second'])
  hanging.resolve(new Response())
})

test('without the extension there is no schema net, and the worker waits until it exists', async () => {
  const bare = await startTestDatabase('')
  const { close } = await startNet({ databaseUrl: bare.databaseUrl })
  const owner = postgres(asOwner(bare.databaseUrl), { max: 1, onnotice: () => {} })
  try {
    await expect(owner`select net.http_post('http://127.0.0.1')`).rejects.toThrow('schema "net" does not exist')
    await owner`create extension if not exists pg_net with schema extensions`
    await owner`select net.http_post(${`${receiver.url}/made`})`
    await vi.waitFor(() => expect(received.map(({ path }) => path)).toEqual(['/made']), { timeout: 10_000 })
  } finally {
    await owner.end()
    await close()
    await bare.close()
  }
})
