import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSigningKey } from '#lib/signing-keys.ts'
import { type Listening, listen } from '#local/listen.ts'
import { createSigningKeys, newSigningKey } from '#local/supabase/signing-keys.ts'

const key = newSigningKey('first')
let server: Listening
let asked = 0
let answer: () => Response
beforeEach(async () => {
  asked = 0
  answer = () => Response.json(createSigningKeys([key]).published())
  server = await listen(() => {
    asked += 1
    return answer()
  })
})
afterEach(() => server.close())

const second = 1000
const at = (seconds: number) => Date.parse('2026-11-29T12:00:00Z') + seconds * second
const find = async (kid: string, seconds = 0) => (await findSigningKey(server.url, kid, at(seconds)))?.kid

test('the keys are fetched once in ten minutes, also for parallel calls', async () => {
  expect(await Promise.all(Array.from({ length: 20 }, () => find('first')))).toEqual(Array(20).fill('first'))
  expect(await find('first', 599)).toBe('first')
  expect(asked).toBe(1)
  expect(await find('first', 601)).toBe('first')
  expect(asked).toBe(2)
})

test('an unknown key id fetches the keys again after thirty seconds at the earliest', async () => {
  for (let seconds = 0; seconds < 90; seconds += 1) expect(await find(`made up ${seconds}`, seconds)).toBeUndefined()
  expect(asked).toBe(3)
})

test('a new key is accepted within thirty seconds, a revoked key refused within ten minutes', async () => {
  expect(await find('first')).toBe('first')
  answer = () => Response.json(createSigningKeys([newSigningKey('second')]).published())
  expect(await find('first', 500)).toBe('first')
  expect(await find('second', 501)).toBe('second')
  expect(await find('first', 502)).toBeUndefined()
})

test('known keys stay valid during an outage of the auth server; without known keys the call fails, and the next one fetches again', async () => {
  answer = () => new Response('down', { status: 503 })
  await expect(find('first')).rejects.toThrow('503')
  answer = () => Response.json(createSigningKeys([key]).published())
  expect(await find('first', 1)).toBe('first')
  answer = () => new Response('down', { status: 503 })
  expect(await find('first', 700)).toBe('first')
})

test('a key of another kind is ignored', async () => {
  const [published] = createSigningKeys([key]).published().keys
  const strange = [
    { kty: 'oct', k: 'x', kid: 'secret', alg: 'HS256' },
    { ...published, alg: 'HS256', kid: 'confused' },
  ]
  answer = () => Response.json({ keys: [...strange, published] })
  expect(await find('secret')).toBeUndefined()
  expect(await find('confused', 60)).toBeUndefined()
  expect(await find('first', 60)).toBe('first')
})
