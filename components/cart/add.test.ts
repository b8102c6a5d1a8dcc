import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addToCart } from '#components/cart/add.ts'

/** What the shop was asked, each with what answers it. */
const asked: { variantId: unknown; answer: (response: Response) => void; fail: (error: Error) => void }[] = []
const fetched = vi.fn((_address: string, { body, signal }: { body: FormData; signal: AbortSignal }) => {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  signal.addEventListener('abort', () => reject(signal.reason))
  asked.push({ variantId: body.get('variantId'), answer: resolve, fail: reject })
  return promise
})

beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => vi.unstubAllGlobals())

function form(variantId: string): FormData {
  const data = new FormData()
  data.set('variantId', variantId)
  return data
}
const sent = () => asked.map(({ variantId }) => variantId)
/** After it, everything has happened that waits for no answer. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a second lamp waits until the first one has made the cart', async () => {
  const answers = [addToCart(form('porch')), addToCart(form('moth'))]
  await settled()
  expect(sent()).toEqual(['porch'])
  asked[0]?.answer(Response.json({ ok: true, message: 'one' }))
  await vi.waitFor(() => expect(sent()).toEqual(['porch', 'moth']))
  asked[1]?.answer(Response.json({ ok: true, message: 'two' }))
  expect(await Promise.all(answers)).toEqual([
    { ok: true, message: 'one' },
    { ok: true, message: 'two' },
  ])
})

test('a lamp that fails holds up no other, and only its own caller is told', async () => {
  const lost = addToCart(form('porch'))
  const refused = addToCart(form('moth'))
  const added = addToCart(form('stilt'))
  const told = Promise.allSettled([lost, refused, added])
  await vi.waitFor(() => expect(sent()).toEqual(['porch']))
  asked[0]?.fail(new TypeError('Failed to fetch'))
  await vi.waitFor(() => expect(sent()).toEqual(['porch', 'moth']))
  asked[1]?.answer(new Response('', { status: 502 }))
  await vi.waitFor(() => expect(sent()).toEqual(['porch', 'moth', 'stilt']))
  asked[2]?.answer(Response.json({ ok: true }))
  expect(await told).toEqual([
    { status: 'rejected', reason: new TypeError('Failed to fetch') },
    { status: 'rejected', reason: new Error('The shop answered 502.') },
    { status: 'fulfilled', value: { ok: true } },
  ])
})

test('a shop that falls silent holds up the next lamp for a while only', async () => {
  const end = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(end.signal)
  const silent = addToCart(form('porch'))
  const next = addToCart(form('moth'))
  await settled()
  expect(sent()).toEqual(['porch'])
  end.abort(new Error('too late'))
  await expect(silent).rejects.toThrow('too late')
  await vi.waitFor(() => expect(sent()).toEqual(['porch', 'moth']))
  asked[1]?.answer(Response.json({ ok: true, message: 'one' }))
  expect(await next).toEqual({ ok: true, message: 'one' })
})
