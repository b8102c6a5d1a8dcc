import 'server-only'
import { after } from 'next/server'
import { mailedRecently } from '#app/(shop)/(personal)/sign-in/limits.ts'
import { ShopError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { mailPause, noMoreMails } from '#shop/accounts/sign-in.ts'

const log = createLog({ scope: 'sign-in' })
let refusal: { error: ShopError; until: number } | undefined

/** Milliseconds: an answer comes no earlier, so that its time does not reveal an account, and waits no longer for the mail. */
const soonest = 800
const latest = 5000

/**
 * Has the auth server send a mail, and answers when it has: a refusal is told to whoever waits for the mail. When the auth
 * server sends no more mails to anybody, this process tells the next callers without asking again, for some minutes.
 * @param send gets whether the shop requested a mail to this address within the last 15 seconds
 * @throws ShopError too_many when no mail was sent
 */
export async function mailNow(email: string, send: (isRepeated: boolean) => Promise<void>): Promise<void> {
  if (refusal && Date.now() < refusal.until) throw refusal.error.beside('email')
  const isRepeated = await mailedRecently(email)
  const outcome = send(isRepeated).then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  after(async () => {
    const failed = await outcome
    if (failed) log.error('a code was not mailed', failed)
  })
  const [failed] = await Promise.all([Promise.race([outcome, pause(latest)]), pause(soonest)])
  if (!failed) return
  const { error } = failed
  if (error instanceof ShopError && error.message === noMoreMails)
    refusal = { error, until: Date.now() + mailPause * 60_000 }
  throw error instanceof ShopError ? error.beside('email') : error
}

const pause = (milliseconds: number) =>
  new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), milliseconds))
