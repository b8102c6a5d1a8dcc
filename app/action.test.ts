import { redirect } from 'next/navigation'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { action } from '#app/action.ts'
import { quantity } from '#app/actions/quantity.ts'
import { ShopError } from '#lib/errors.ts'

const request = vi.hoisted(() => ({ headers: new Headers(), refresh: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => request.headers }))
vi.mock('#app/trip.ts', () => ({ inTrip: (work: () => unknown) => work() }))
vi.mock('next/cache', () => ({ refresh: () => request.refresh() }))

const schema = z.object({ name: z.string('A name, please.').min(2, 'A longer name, please.'), quantity })

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

beforeEach(() => {
  request.headers = new Headers({ 'next-action': '7f' })
})
afterEach(() => vi.restoreAllMocks())

test('gives the parsed input to the work and its sentence to the form', async () => {
  const run = action(schema, async (input) => `${input.quantity + 1} for ${input.name}`)
  expect(await run(null, form({ name: 'Porch', quantity: ' 2 ' }))).toEqual({ ok: true, message: '3 for Porch' })
})

test('refuses field by field, keeps what was typed, and does not begin the work', async () => {
  const work = vi.fn(async () => undefined)
  const answer = await action(schema, work)(null, form({ $ACTION_ID_1: 'x', name: 'P', quantity: '1.5' }))
  expect(answer).toEqual({
    ok: false,
    message: 'A longer name, please.',
    fields: { name: 'A longer name, please.', quantity: 'Enter a whole number from 1 to 20.' },
    values: { name: 'P', quantity: '1.5' },
  })
  expect(work).not.toHaveBeenCalled()
})

test('a field that is missing, or is a file, is refused and not a crash', async () => {
  const data = form({ quantity: '1' })
  data.set('name', new File(['x'], 'x.txt'))
  expect(await action(schema, async () => undefined)(null, data)).toMatchObject({
    ok: false,
    fields: { name: 'A name, please.' },
    values: { quantity: '1' },
  })
})

test('says beside a field of the form what the shop says about it, and for the whole form what is about no field of it', async () => {
  const refusal = new ShopError('unauthorized', 'This is not the password.').beside('password')
  const run = action(z.object({ password: z.string().optional(), name: z.string().optional() }), async () => {
    throw refusal
  })
  const message = 'This is not the password.'
  expect(await run(null, form({ name: 'Ada', password: 'x' }))).toEqual({
    ok: false,
    message,
    fields: { password: message },
    values: { name: 'Ada' },
  })
  expect(await run(null, form({ name: 'Ada' }))).toEqual({ ok: false, message, values: { name: 'Ada' } })
})

test('says what the shop says', async () => {
  const run = action(schema, async () => {
    throw new ShopError('sold_out', 'Only 1 left of Porch in Bone.')
  })
  expect(await run(null, form({ name: 'Porch', quantity: '2' }))).toEqual({
    ok: false,
    message: 'Only 1 left of Porch in Bone.',
    values: { name: 'Porch', quantity: '2' },
  })
})

test('answers calmly to what nobody expected, and logs it without telling it', async () => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => {})
  const run = action(schema, async () => {
    throw new Error('relation "carts" does not exist')
  })
  const answer = await run(null, form({ name: 'Porch', quantity: '2' }))
  expect(answer).toMatchObject({ ok: false, message: expect.stringContaining('on our side') })
  expect(JSON.stringify(answer)).not.toContain('relation')
  expect(written).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('does not exist'))
})

test('lets a redirect through', async () => {
  const run = action(schema, async () => redirect('/cart'))
  await expect(run(null, form({ name: 'Porch', quantity: '2' }))).rejects.toMatchObject({
    digest: expect.stringContaining('NEXT_REDIRECT'),
  })
})

test('a form that the browser posted by itself is answered with a page made anew', async () => {
  const refresh = vi.spyOn(request, 'refresh')
  const run = action(schema, async () => undefined)
  await run(null, form({ name: 'Porch', quantity: '2' }))
  expect(refresh).not.toHaveBeenCalled()
  request.headers = new Headers()
  await run(null, form({ name: 'Porch', quantity: 'abc' }))
  expect(refresh).toHaveBeenCalledOnce()
})
