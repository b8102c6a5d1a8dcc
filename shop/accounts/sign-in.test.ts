import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishedPasswords } from '#lib/published-passwords.ts'
import type { Db } from '#lib/supabase.ts'
import { type Listening, listen } from '#local/listen.ts'
import { mailCode, noMoreMails, signInWithPassword } from '#shop/accounts/sign-in.ts'

/** Errors of the auth server when it sends no mail. The texts are from https://github.com/supabase/auth. */
const refusals = {
  tooSoon: ['over_email_send_rate_limit', 'For security purposes, you can only request this after 7 seconds.'],
  hourly: ['over_email_send_rate_limit', 'email rate limit exceeded'],
  requests: ['over_request_rate_limit', 'Request rate limit reached'],
} as const

let server: Listening
let refusal: readonly [string, string] | undefined
beforeAll(async () => {
  server = await listen(() => {
    if (!refusal) return Response.json({})
    const [error_code, msg] = refusal
    return Response.json({ code: 429, error_code, msg }, { status: 429, headers: { 'x-sb-error-code': error_code } })
  })
})
afterAll(() => server.close())

const ask = (given: keyof typeof refusals | undefined, isRepeated: boolean) => {
  refusal = given && refusals[given]
  const db = createClient(server.url, 'sb_publishable_local', { auth: { persistSession: false } }) as unknown as Db
  return mailCode(db, 'ada@example.com', isRepeated)
}

test('asked for twice within seconds, the first mail is on its way', async () => {
  await ask(undefined, false)
  await ask('tooSoon', true)
})

test('too soon after a mail that the shop did not ask for is no mail on its way', async () => {
  await expect(ask('tooSoon', false)).rejects.toMatchObject({ code: 'too_many' })
})

test('when the auth server sends no more mails, nobody is told that one is on its way', async () => {
  for (const isRepeated of [true, false])
    await expect(ask('hourly', isRepeated)).rejects.toMatchObject({ code: 'too_many', message: noMoreMails })
})

test('another limit is said as it is', async () => {
  for (const isRepeated of [true, false]) {
    const answer = ask('requests', isRepeated)
    await expect(answer).rejects.toMatchObject({ code: 'too_many' })
    await expect(answer).rejects.not.toMatchObject({ message: noMoreMails })
  }
})

test('a published password opens no account at a public address, not even one that has it', async () => {
  refusal = undefined
  const db = createClient(server.url, 'sb_publishable_local', { auth: { persistSession: false } }) as unknown as Db
  const [password = ''] = publishedPasswords
  const signIn = (site: string) => signInWithPassword(db, 'owner@example.com', password, site)
  await expect(signIn('https://lamps.example.com')).rejects.toMatchObject({ code: 'unauthorized' })
  // On this machine the auth server is asked; the one of this test gives no session.
  await expect(signIn('http://localhost:3000')).rejects.toThrow('auth:')
})
