import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { callAddress } from '#deploy/aws-lambda/stand-in/function-url.ts'
import { createFunction } from '#deploy/aws-lambda/stand-in/lambda.ts'
import { mostBytes } from '#deploy/aws-lambda/stand-in/runtime-api.ts'
import { bundle } from '#deploy/bundle.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'

// What the runtime of Lambda does around a handler; with small handlers, and with the adapter where it has an answer of its own.

const folder = mkdtempSync(join(tmpdir(), 'nightlight-runtime-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const onLinux = test.skipIf(process.platform !== 'linux')

/** A function whose package is this code. */
function deploy(code: string, limits: { seconds?: number } = {}) {
  const name = `nightlight-${randomUUID().slice(0, 8)}`
  const place = join(folder, name)
  mkdirSync(place)
  writeFileSync(join(place, 'index.mjs'), code)
  const lambda = createFunction({ name, folder: place, environment: {}, seconds: 20, memory: 256, ...limits })
  onTestFinished(() => lambda.stop().catch(() => {}))
  return lambda
}
const failureOf = (result: object) => ('failure' in result ? (result.failure as { errorType: string }) : null)
const readResult = (result: object) => ('body' in result ? (JSON.parse(String(result.body)) as unknown) : result)

test.each([
  ['throws', "throw new TypeError('no lamp')", { errorType: 'TypeError', errorMessage: 'no lamp' }],
  ['has no handler', 'export const other = 1', { errorType: 'Runtime.HandlerNotFound' }],
  [
    'takes a callback, which Node 24 has no more there',
    'export const handler = async (event, context, callback) => 1',
    { errorType: 'Runtime.CallbackHandlerDeprecated' },
  ],
])('a package that %s ends the init phase with its own words', async (_what, code, failure) => {
  expect(await deploy(code).invoke({})).toEqual({ failure: expect.objectContaining(failure) })
})

test('a handler that throws fails its call, and the instance lives on', async () => {
  const lambda = deploy(`let calls = 0
    export const handler = async () => { calls++; if (calls === 1) throw new RangeError('too far'); return calls }`)
  expect(failureOf(await lambda.invoke({}))).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' })
  expect(readResult(await lambda.invoke({}))).toBe(2)
  expect(lambda.coldStarts()).toHaveLength(1)
})

test('a call at its limit ends the instance, and the next one begins anew', async () => {
  const lambda = deploy(
    `let calls = 0
    export const handler = async (event) => { calls++; if (event.hang) await new Promise(() => setInterval(() => {}, 1000)); return calls }`,
    { seconds: 2 },
  )
  expect(readResult(await lambda.invoke({}))).toBe(1)
  const failure = failureOf(await lambda.invoke({ hang: true }))
  expect(failure).toMatchObject({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringContaining('after 2.00 s'),
  })
  expect(readResult(await lambda.invoke({}))).toBe(1)
  expect(lambda.coldStarts()).toHaveLength(2)
})

test('an instance that ends itself fails its call with its exit code', async () => {
  const lambda = deploy('export const handler = async () => process.exit(3)')
  expect(failureOf(await lambda.invoke({}))).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringContaining('3'),
  })
})

test('two calls at once have an instance each', async () => {
  const lambda = deploy('export const handler = async () => process.pid')
  const pids = await Promise.all([lambda.invoke({}), lambda.invoke({})])
  expect(new Set(pids.map(readResult)).size).toBe(2)
})

test('each call has its own trace of X-Ray, in the variable that Lambda sets', async () => {
  const lambda = deploy('export const handler = async () => process.env._X_AMZN_TRACE_ID')
  const given = 'Root=1-abcdefab-cdefabcdefabcdefabcdefab;Parent=1234567890abcdef;Sampled=1'
  expect(readResult(await lambda.invoke({}, given))).toBe(given)
  expect(readResult(await lambda.invoke({}))).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/)
})

onLinux('an instance is stopped between two calls', async () => {
  const lambda = deploy('export const handler = async () => process.pid')
  const stateOf = (pid: unknown) => / ([RSDTZ]) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
  const pid = readResult(await lambda.invoke({}))
  await expect.poll(() => stateOf(pid)).toBe('T')
  expect(readResult(await lambda.invoke({}))).toBe(pid)
})

onLinux('a child process that outlives its call is found', async () => {
  const lambda = deploy(`import { spawn } from 'node:child_process'
    export const handler = async () => spawn('sleep', ['60']).pid`)
  const pid = Number(readResult(await lambda.invoke({})))
  onTestFinished(() => void process.kill(pid))
  await expect.poll(() => lambda.logs()).toContain('leaves child processes behind')
  await expect(lambda.stop()).rejects.toThrow('leaves child processes behind')
})

test('a connection that was closed while the instance was stopped does not fail the next call', async () => {
  const server = createServer((_request, response) => response.end('here'))
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const lambda = deploy(`export const handler = async () =>
    (await fetch('${address}', { method: 'POST', body: '{}' })).text()`)
  for (let round = 0; round < 20; round++) {
    expect(readResult(await lambda.invoke({}))).toBe('here')
    server.closeAllConnections()
  }
})

test('an answer above 6 MB is an error with its size; the adapter’s own says why', async () => {
  const lambda = deploy("export const handler = async ({ bytes }) => 'x'.repeat(bytes - 2)")
  expect(failureOf(await lambda.invoke({ bytes: mostBytes }))).toBeNull()
  expect(failureOf(await lambda.invoke({ bytes: mostBytes + 1 }))).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size (${mostBytes + 1} bytes) exceeded maximum allowed payload size (${mostBytes} bytes).`,
  })
  expect(failureOf(await lambda.invoke({ large: 'x'.repeat(mostBytes) }))).toMatchObject({
    errorType: 'RequestEntityTooLargeException',
  })
})

test('a streamed answer that fails in its middle ends as broken', async () => {
  const lambda = deploy(`export const handler = awslambda.streamifyResponse(async (event, stream) => {
    const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-lamp': 'on' }, cookies: ['a=1'] })
    out.write('begun')
    if (event.rawPath === '/broken') throw new Error('the lamp fell')
    out.end(' and ended')
  })`)
  const call = (path: string) => callAddress(lambda, new Request(`https://abc.lambda-url.eu-central-1.on.aws${path}`))
  const whole = await call('/whole')
  expect([whole.status, whole.headers.get('x-lamp'), whole.headers.getSetCookie()]).toEqual([201, 'on', ['a=1']])
  expect(await whole.text()).toBe('begun and ended')
  await expect((await call('/broken')).text()).rejects.toThrow()
  // The log may come after the answer.
  await expect.poll(() => lambda.logs()).toContain('the lamp fell')
})

test('the adapter streams an answer of 7 MB, and refuses a buffered one with a reason', async () => {
  const name = 'nightlight-health'
  const place = join(folder, 'adapter')
  await bundle(
    `import { z } from 'zod'
    import { createLambda } from '#deploy/aws-lambda/adapter.ts'
    export const handler = await createLambda({
      name: 'health',
      trigger: { kind: 'http', method: 'GET' },
      input: z.unknown(),
      run: async (_input, { request }) => new Response('x'.repeat(Number(new URL(request.url).searchParams.get('bytes')))),
    })`,
    place,
  )
  const environment = testEnvironment({})
  const limits = { seconds: 20, memory: 512 }
  const seven = 7 * 1024 * 1024
  const streaming = createFunction({ name, folder: place, environment, ...limits })
  onTestFinished(() => streaming.stop())
  const request = (path: string) => new Request(`https://abc.lambda-url.eu-central-1.on.aws${path}`)
  const answer = await callAddress(streaming, request(`/api/health?bytes=${seven}`))
  expect((await answer.arrayBuffer()).byteLength).toBe(seven)
  // Behind an HTTP API, which cannot stream.
  writeFileSync(
    join(place, 'buffered.mjs'),
    "delete globalThis.awslambda; export const { handler } = await import('./index.mjs')",
  )
  const buffered = createFunction({
    name,
    folder: place,
    environment: { ...environment, _HANDLER: 'buffered.handler' },
    ...limits,
  })
  onTestFinished(() => buffered.stop())
  const refused = await callAddress(buffered, request(`/api/health?bytes=${seven}`))
  expect([refused.status, await refused.json()]).toEqual([500, { error: expect.stringContaining('6291456 bytes') }])
  expect((await callAddress(buffered, request('/api/health?bytes=1000'))).status).toBe(200)
})

test('a stream is read as text in the parts that it was written in', async () => {
  const lambda = deploy(`export const handler = awslambda.streamifyResponse(async (event, stream) => {
    stream.setContentType('text/plain'); stream.write('a'); stream.end('b')
  })`)
  const result = await lambda.invoke({})
  if (!('stream' in result)) throw new Error('It does not stream.')
  expect([result.contentType, await text(result.stream)]).toEqual(['text/plain', 'ab'])
})
