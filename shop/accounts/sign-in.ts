import { ShopError } from '#lib/errors.ts'
import { isPublishedIn } from '#lib/published-passwords.ts'
import type { Db } from '#lib/supabase.ts'
import { findPassword } from '#shop/accounts/account.ts'
import { shop } from '#shop.config.ts'

type Problem = { status?: number | undefined; code?: string | undefined; message: string } | null

/** The auth server's code when it sends no mail: too soon after the last one to this address, or too many in this hour. */
const mailLimit = 'over_email_send_rate_limit'
/** The message tells which limit: "you can only request this after 7 seconds", or "email rate limit exceeded". */
const isTooSoon = (error: Problem) => error?.code === mailLimit && /after \d+ second/.test(error.message)

/** Minutes without another try, when the auth server sends no more mails to anybody. */
export const mailPause = 15
/** The visitor's message then. */
export const noMoreMails = `We cannot send mails at the moment. Please try again in ${mailPause} minutes.`

/** Throws a failure of the auth server, without details for the caller. */
function fail(error: Problem): never {
  if (error?.code === mailLimit && !isTooSoon(error)) throw new ShopError('too_many', noMoreMails)
  if (error?.status === 429) throw new ShopError('too_many', 'That was a lot of tries. Please come back in a minute.')
  throw new Error(`auth: ${error?.message} (${error?.code ?? error?.status ?? 'no code'})`)
}

const isRefusal = (error: Problem) =>
  error !== null && error.status !== undefined && error.status >= 400 && error.status < 500 && error.status !== 429

/**
 * Signs in. Every failure looks the same: an unknown address, a wrong password, an unconfirmed address, and at a public address
 * a password that everybody can read in this project.
 * @throws ShopError unauthorized
 */
export async function signInWithPassword(db: Db, email: string, password: string, siteUrl: string): Promise<void> {
  const isPublished = isPublishedIn(siteUrl, password)
  const { error } = isPublished ? { error: null } : await db.auth.signInWithPassword({ email, password })
  if (isPublished || isRefusal(error)) {
    throw new ShopError('unauthorized', 'This email and password do not go together. A code by mail always works.')
  }
  if (error) fail(error)
}

/**
 * Checks the password of a signed-in user again, before an action that the user of a borrowed device must not do.
 * @param db not signed in
 * @throws ShopError unauthorized
 */
export async function checkPassword(db: Db, email: string, password: string): Promise<void> {
  const { error } = await db.auth.signInWithPassword({ email, password })
  if (isRefusal(error)) throw new ShopError('unauthorized', 'This is not the password of your account.')
  if (error) fail(error)
  await db.auth.signOut({ scope: 'local' })
}

/**
 * Mails a code, for whatever the caller wants it. The auth server mails every address, known or not, so its refusals reveal no
 * account. For a new address it creates an account that nobody can use until the code is entered.
 * @param isRepeated true if the shop requested the same mail a moment ago: that mail is on its way, and its code is valid
 * @throws ShopError too_many when the auth server sends no mail
 */
export async function mailCode(db: Db, email: string, isRepeated: boolean): Promise<void> {
  const { error } = await db.auth.signInWithOtp({ email, options: { shouldCreateUser: true } })
  if (error && !(isRepeated && isTooSoon(error))) fail(error)
}

/**
 * Signs in with a code from a mail. Returns true if the account already has a password.
 * @throws ShopError unauthorized
 */
export async function enterCode(db: Db, email: string, token: string): Promise<boolean> {
  const { error } = await db.auth.verifyOtp({ email, token, type: 'email' })
  if (isRefusal(error)) throw wrongCode()
  if (error) fail(error)
  // The database knows. The user's metadata does not, because everybody can write their own.
  return findPassword(db)
}

/**
 * Sets the account's password, and signs out every other device.
 * @throws ShopError invalid
 */
export async function setPassword(db: Db, password: string): Promise<void> {
  const { error } = await db.auth.updateUser({ password })
  if (error?.code === 'weak_password') {
    throw new ShopError('invalid', 'This password is too easy to guess. Choose a longer one.', { field: 'password' })
  }
  // A password that is the same as the old one counts as set.
  if (error && error.code !== 'same_password') fail(error)
  const { error: left } = await db.auth.signOut({ scope: 'others' })
  if (left) fail(left)
}

/**
 * Mails a code to the account's address, and another one to its new address. Another account's address gets no mail.
 * @param isRepeated as for `mailCode`
 * @throws ShopError too_many when the auth server sends no mail
 */
export async function mailNewAddress(db: Db, email: string, isRepeated: boolean): Promise<void> {
  const { error } = await db.auth.updateUser({ email })
  if (error && error.code !== 'email_exists' && !(isRepeated && isTooSoon(error))) fail(error)
}

/**
 * Enters one of the two codes for a change of address. Returns true when it was the second one, and the address has changed.
 * @param email the address that got this code
 * @throws ShopError unauthorized
 */
export async function enterAddressCode(db: Db, email: string, token: string): Promise<boolean> {
  const { data, error } = await db.auth.verifyOtp({ email, token, type: 'email_change' })
  if (isRefusal(error)) throw wrongCode()
  if (error) fail(error)
  // After the first code there is no session in the answer.
  return data.session !== null
}

const wrongCode = () =>
  new ShopError('unauthorized', `This is not the code, or it is older than ${shop.signIn.codeMinutes} minutes.`)

/**
 * Opens an account for a visit, without an address, and signs in to it. Returns its id.
 * @throws ShopError too_many when the auth server opens no more of them for now
 */
export async function openVisit(db: Db): Promise<string> {
  const { data, error } = await db.auth.signInAnonymously()
  if (error) fail(error)
  if (!data.user) throw new Error('auth: an anonymous sign-in without a user')
  return data.user.id
}

/** Ends the session of this device, or of every device. Succeeds when the session has already ended. */
export async function signOut(db: Db, scope: 'local' | 'global'): Promise<void> {
  const { error } = await db.auth.signOut({ scope })
  if (error && !isRefusal(error)) fail(error)
}
