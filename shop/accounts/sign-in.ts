import { ShopError } from '#lib/errors.ts'
import type { Db } from '#lib/supabase.ts'

/** What a code by mail is for. `create` is a sign-in that leaves a password behind. */
export type CodePurpose = 'sign-in' | 'create' | 'reset'

type Problem = { status?: number | undefined; code?: string | undefined; message: string } | null

/** How the auth server says that it sends no mail: too soon after the last one to this address, or too many in this hour. */
const mailLimit = 'over_email_send_rate_limit'
/** The words tell which: "you can only request this after 7 seconds", or "email rate limit exceeded". */
const isTooSoon = (error: Problem) => error?.code === mailLimit && /after \d+ second/.test(error.message)

/** What a visitor reads when the auth server sends no more mails to anybody. */
export const noMoreMails = 'We cannot send mails at the moment. Please try again in a quarter of an hour.'

/** A failure of the auth server that is not the caller's to see. */
function fail(error: Problem): never {
  if (error?.code === mailLimit && !isTooSoon(error)) throw new ShopError('too_many', noMoreMails)
  if (error?.status === 429) throw new ShopError('too_many', 'That was a lot of tries. Please come back in a minute.')
  throw new Error(`auth: ${error?.message} (${error?.code ?? error?.status ?? 'no code'})`)
}

const isRefusal = (error: Problem) =>
  error !== null && error.status !== undefined && error.status >= 400 && error.status < 500 && error.status !== 429

/**
 * Signs in. Every reason not to looks the same: an unknown address, a wrong password, one that was never confirmed.
 * @throws ShopError unauthorized
 */
export async function signInWithPassword(db: Db, email: string, password: string): Promise<void> {
  const { error } = await db.auth.signInWithPassword({ email, password })
  if (isRefusal(error)) {
    throw new ShopError('unauthorized', 'This email and password do not go together. A code by mail always works.')
  }
  if (error) fail(error)
}

/**
 * Checks the password of somebody who is signed in already, before something that a borrowed device must not do.
 * @param db signed in as nobody
 * @throws ShopError unauthorized
 */
export async function checkPassword(db: Db, email: string, password: string): Promise<void> {
  const { error } = await db.auth.signInWithPassword({ email, password })
  if (isRefusal(error)) throw new ShopError('unauthorized', 'This is not the password of your account.')
  if (error) fail(error)
  await db.auth.signOut({ scope: 'local' })
}

/**
 * Has a code mailed. To sign in or begin an account it goes to every address, known or not; an account without a
 * confirmed address is nobody's. To choose a new password it goes to addresses with an account only.
 * @param isRepeated whether the shop asked for the same a moment ago: that mail is then on its way, and its code is good
 * @throws ShopError too_many when the auth server sends no more mails
 */
export async function mailCode(db: Db, purpose: CodePurpose, email: string, isRepeated: boolean): Promise<void> {
  const { error } =
    purpose === 'reset'
      ? await db.auth.resetPasswordForEmail(email)
      : await db.auth.signInWithOtp({ email, options: { shouldCreateUser: true } })
  if (error && !(isRepeated && isTooSoon(error))) fail(error)
}

/**
 * Signs in with a code from a mail. Gives whether this account already has a password of its own.
 * @throws ShopError unauthorized
 */
export async function enterCode(db: Db, purpose: CodePurpose, email: string, token: string): Promise<boolean> {
  const type = purpose === 'reset' ? 'recovery' : 'email'
  const { data, error } = await db.auth.verifyOtp({ email, token, type })
  if (isRefusal(error)) {
    throw new ShopError('unauthorized', 'This is not the code, or it is older than fifteen minutes.')
  }
  if (error) fail(error)
  return data.user?.user_metadata.password_set === true
}

/**
 * Gives the account a password, and signs out every other device.
 * @throws ShopError invalid
 */
export async function setPassword(db: Db, password: string): Promise<void> {
  const { error } = await db.auth.updateUser({ password, data: { password_set: true } })
  if (error?.code === 'weak_password') {
    throw new ShopError('invalid', 'This password is too easily guessed. Take a longer one.')
  }
  // The password it already has is as good as set.
  if (error && error.code !== 'same_password') fail(error)
  const { error: left } = await db.auth.signOut({ scope: 'others' })
  if (left) fail(left)
}

/**
 * Has a code mailed to the address that an account is to move to. An address that is taken gets none.
 * @param isRepeated as for `mailCode`
 * @throws ShopError too_many when the auth server sends no more mails
 */
export async function mailNewAddress(db: Db, email: string, isRepeated: boolean): Promise<void> {
  const { error } = await db.auth.updateUser({ email })
  if (error && error.code !== 'email_exists' && !(isRepeated && isTooSoon(error))) fail(error)
}

/** Moves the account to the address that this code was mailed to. @throws ShopError unauthorized */
export async function enterNewAddress(db: Db, email: string, token: string): Promise<void> {
  const { error } = await db.auth.verifyOtp({ email, token, type: 'email_change' })
  if (isRefusal(error)) {
    throw new ShopError('unauthorized', 'This is not the code, or it is older than fifteen minutes.')
  }
  if (error) fail(error)
}

/** Ends the session of this device, or of every device. One that has ended already is ended. */
export async function signOut(db: Db, scope: 'local' | 'global'): Promise<void> {
  const { error } = await db.auth.signOut({ scope })
  if (error && !isRefusal(error)) fail(error)
}
