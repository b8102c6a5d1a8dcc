import { beforeEach, expect, test, vi } from 'vitest'
import { POST } from '#app/(shop)/(personal)/cart/add/route.ts'

const jar = vi.hoisted(() => ({ get: vi.fn(), has: vi.fn(), set: vi.fn(), delete: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => jar }))
vi.mock('#app/trip.ts', () => ({ inTrip: (work: () => unknown) => work() }))

beforeEach(() => vi.clearAllMocks())

const json = { accept: 'application/json' }
const post = (body: BodyInit | null, headers: Record<string, string> = json, origin = 'https://shop.example') =>
  POST(
    new Request('http://127.0.0.1:3000/cart/add', {
      ...{ method: 'POST', body, duplex: 'half' },
      headers: { host: 'shop.example', origin, ...headers },
    }),
  )
/** A choice without a finish, which is refused before the database is asked. */
function unfinished(): FormData {
  const form = new FormData()
  form.set('variantId', '')
  form.set('quantity', '1')
  return form
}
const readAndRefused = { ok: false, message: 'Choose a finish first.' }

test('a form of the shop is read, with a script and without one', async () => {
  for (const body of [unfinished(), new URLSearchParams({ variantId: '', quantity: '1' })]) {
    const answer = await post(body)
    expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining(readAndRefused)])
  }
  const plain = await post(new URLSearchParams({ variantId: '', quantity: '1' }), {})
  expect([plain.status, plain.headers.get('location')]).toEqual([303, '/cart'])
  expect(jar.set).toHaveBeenCalledWith('answer', expect.stringContaining(readAndRefused.message), expect.anything())
})

test('a form of another site is refused, and sets no cookie', async () => {
  for (const origin of ['https://evil.example', 'null', '']) {
    for (const headers of [json, {}] as Record<string, string>[]) {
      const answer = await post(unfinished(), headers, origin)
      expect([answer.status, answer.headers.getSetCookie()], origin).toEqual([403, []])
    }
  }
  expect(jar.set).not.toHaveBeenCalled()
})

test('a body above 10 kB is refused, also one without an end', async () => {
  const large = unfinished()
  large.set('note', 'x'.repeat(10_240))
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(120))
    },
  })
  const type = { ...json, 'content-type': 'application/x-www-form-urlencoded' }
  for (const answer of [await post(large), await post(endless, type)]) {
    expect([answer.status, await answer.json()]).toEqual([413, { error: 'The body is larger than 10 kB.' }])
  }
  expect(sent).toBeLessThan(10_000_000)
})

test('a body that is no form is refused', async () => {
  const type = (name: string) => ({ ...json, 'content-type': name })
  for (const answer of [
    await post('{}', type('application/json')),
    await post('no parts', type('multipart/form-data; boundary=x')),
    await post(null),
  ])
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'The body is no form.' }])
})
