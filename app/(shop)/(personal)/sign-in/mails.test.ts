import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noMoreMails } from '#shop/accounts/sign-in.ts'

vi.mock('next/server', () => ({ after: () => {} }))
vi.mock('#app/(shop)/(personal)/sign-in/limits.ts', () => ({ mailedRecently: async () => false }))

let mailNow: typeof import('#app/(shop)/(personal)/sign-in/mails.ts').mailNow
let ShopError: typeof import('#lib/errors.ts').ShopError
beforeEach(async () => {
  vi.resetModules()
  vi.useFakeTimers()
  // A fresh process remembers no refusal.
  ;({ ShopError } = await import('#lib/errors.ts'))
  ;({ mailNow } = await import('#app/(shop)/(personal)/sign-in/mails.ts'))
})
afterEach(() => void vi.useRealTimers())

/** The answer, and the milliseconds until it came. */
async function ask(send: () => Promise<void>) {
  const began = Date.now()
  const answer = mailNow('ada@example.com', send).then(
    () => ({ took: Date.now() - began, error: null }),
    (error: unknown) => ({ took: Date.now() - began, error }),
  )
  await vi.advanceTimersByTimeAsync(60_000)
  return answer
}
const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

test('an answer comes no earlier than after 0.8 s, so its time reveals no account', async () => {
  expect(await ask(async () => {})).toEqual({ took: 800, error: null })
  expect(await ask(() => later(300))).toEqual({ took: 800, error: null })
})

test('a slow mail server does not hold the answer for longer than 5 s', async () => {
  expect(await ask(() => later(2000))).toEqual({ took: 2000, error: null })
  expect(await ask(() => later(50_000))).toEqual({ took: 5000, error: null })
})

test('whoever waits for a mail is told when none is sent, and so are the next ones, beside the address', async () => {
  const refuse = vi.fn(async () => {
    throw new ShopError('too_many', noMoreMails)
  })
  const first = await ask(refuse)
  expect(first).toMatchObject({ took: 800, error: { code: 'too_many', message: noMoreMails, field: 'email' } })
  // Somebody else, at once: the auth server is not asked again.
  const next = await ask(refuse)
  expect(next.error).toMatchObject({ message: noMoreMails, field: 'email' })
  expect(refuse).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(15 * 60_000)
  expect((await ask(async () => {})).error).toBeNull()
})

test('an outage of the mail server is no success', async () => {
  const { error } = await ask(async () => {
    throw new Error('auth: Error sending confirmation email')
  })
  expect(error).toMatchObject({ message: 'auth: Error sending confirmation email' })
})
