import 'server-only'
import { headers } from 'next/headers'
import { networkOf } from '#lib/caller-network.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { fingerprint } from '#lib/seal.ts'
import { asRole } from '#lib/supabase.ts'
import { type LimitKind, takeEach, takeTurns } from '#shop/accounts/limits.ts'

const minute = 60

/**
 * Counts an attempt for the mail address and the caller's network; see `takeTurns`.
 * @param field the form's field that a refusal stands beside
 * @throws ShopError too_many
 */
export async function limit(kind: LimitKind, email: string, field = fields[kind]): Promise<() => Promise<void>> {
  const { SEAL_SECRET } = env()
  const address = await fingerprint(SEAL_SECRET, `address ${email}`)
  try {
    return await takeTurns(gatekeeper(), kind, { address, network: await networkPrint() })
  } catch (error) {
    throw error instanceof ShopError ? error.beside(field) : error
  }
}

const fields: Record<LimitKind, string> = { password: 'password', code: 'code', mail: 'email', question: 'message' }

/**
 * Counts an attempt that guesses: only a refusal counts, not a success and not an outage.
 * @param field the form's field that a refusal stands beside
 * @throws ShopError too_many, or what `work` throws
 */
export async function guess<Result>(
  kind: LimitKind,
  email: string,
  work: () => Promise<Result>,
  field = fields[kind],
): Promise<Result> {
  const giveBack = await limit(kind, email, field)
  try {
    const result = await work()
    await giveBack()
    return result
  } catch (error) {
    if (!(error instanceof ShopError && error.code === 'unauthorized')) await giveBack()
    throw error instanceof ShopError ? error.beside(field) : error
  }
}

/** The auth server sends at most one mail to an address in ten seconds (supabase/config.toml). Five more, since clocks differ. */
const mailSeconds = 15

/** True when the shop requested a mail to this address within the last 15 seconds. Records a new request. */
export async function mailedRecently(email: string): Promise<boolean> {
  const print = await fingerprint(env().SEAL_SECRET, `asked ${email}`)
  try {
    await takeEach(gatekeeper(), { [`asked.${print}`]: 1 }, mailSeconds)
    return false
  } catch (error) {
    if (error instanceof ShopError && error.code === 'too_many') return true
    throw error
  }
}

/** Per network, and per cart or person, within so many seconds. Shops are visited from offices and trains. */
const shopping = {
  // Each new cart is a row that lives for weeks.
  cart: { network: 120, own: 120, seconds: 60 * minute },
  // Each takes lamps from the stock until it is paid or given up.
  checkout: { network: 60, own: 15, seconds: 15 * minute },
  // Each mails a shopper, and staff wait for the parcel.
  return: { network: 30, own: 5, seconds: 60 * minute },
  // Each visit of a demo's admin is an account for some hours.
  visit: { network: 20, own: 20, seconds: 60 * minute },
}

/**
 * Counts a new cart, a checkout, a return or a visit, for the network it comes from and for each cart, person or order.
 * Gives the network as a hash, which the database counts the unpaid orders of.
 * @param own ids of the cart and of the person, or of the order
 * @throws ShopError too_many
 */
export async function limitShopping(
  kind: keyof typeof shopping,
  own: readonly (string | null)[] = [],
): Promise<string> {
  const { network: ofNetwork, own: ofOwn, seconds } = shopping[kind]
  const print = await networkPrint()
  const ofEach = own.flatMap((id) => (id ? [[`${kind}.own.${id}`, ofOwn] as const] : []))
  await takeEach(gatekeeper(), { [`${kind}.network.${print}`]: ofNetwork, ...Object.fromEntries(ofEach) }, seconds)
  return print
}

const gatekeeper = () => asRole(env(), 'gatekeeper')

async function networkPrint(): Promise<string> {
  return fingerprint(env().SEAL_SECRET, `network ${networkOf((await headers()).get('x-forwarded-for'))}`)
}

/**
 * Delays a refusal until this many milliseconds have passed. The auth server refuses an unknown address without
 * comparing a password, so a faster refusal would reveal it.
 */
export async function refuseLate<Result>(work: Promise<Result>, milliseconds = 800): Promise<Result> {
  const late = new Promise((resolve) => setTimeout(resolve, milliseconds))
  try {
    return await work
  } catch (error) {
    await late
    throw error
  }
}
