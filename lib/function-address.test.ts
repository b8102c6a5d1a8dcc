import { expect, test } from 'vitest'
import { readEnv } from '#lib/env.ts'
import { addressOf } from '#lib/function-address.ts'

test('a function is called at /api, or where FUNCTIONS_URL names it', () => {
  const read = (FUNCTIONS_URL: string) =>
    readEnv({ SITE_URL: 'https://shop.example', FUNCTIONS_URL }, ['SITE_URL', 'FUNCTIONS_URL'])
  const addresses = ['', 'https://run.example/', 'https://ref.supabase.co/functions/v1/{name}'].map((url) =>
    addressOf(read(url), 'sweep'),
  )
  expect(addresses).toEqual([
    'https://shop.example/api/sweep',
    'https://run.example/api/sweep',
    'https://ref.supabase.co/functions/v1/sweep',
  ])
})
