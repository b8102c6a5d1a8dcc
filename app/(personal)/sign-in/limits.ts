import 'server-only'
import { headers } from 'next/headers'
import { networkOf } from '#lib/caller-network.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { fingerprint } from '#lib/seal.ts'
import { asRole } from '#lib/supabase.ts'
import { takeTurn } from '#shop/accounts/account.ts'
import { noMoreMails } from '#shop/accounts/sign-in.ts'

const minute = 60

/** Attempts allowed per mail address and per network within a number of seconds. Many people may share one network. */
const limits = {
  password: { address: 30, network: 200, seconds: 15 * minute },
  // Anybody can have a mail sent to any address.
  mail: { address: 5, network: 100, seconds: 15 * minute },
  // Staff have to read each mail.
  question: { address: 5, network: 20, seconds: 60 * minute },
  // A code has six digits and expires after 15 minutes: ten guesses in a million.
  code: { address: 10, network: 200, seconds: 15 * minute },
}

/**
 * Counts an attempt for the address and for the caller's network. Known and unknown addresses count alike.
 * @throws ShopError too_many
 */
export async function limit(kind: keyof typeof limits, email: string): Promise<void> {
  if (kind === 'mail' && refusal && Date.now() < refusal.until) throw refusal.error
  const { address, network, seconds } = limits[kind]
  const settings = env()
  const db = asRole(settings, 'gatekeeper')
  const count = async (what: string, who: string, most: number) => {
    const print = await fingerprint(settings.SEAL_SECRET, `${what} ${who}`)
    await takeTurn(db, `${kind}.${what}.${print}`, most, seconds)
  }
  await count('network', networkOf((await headers()).get('x-forwarded-for')), network)
  await count('address', email, address)
}

/** The auth server sends at most one mail to an address in ten seconds (supabase/config.toml). Five more, since clocks differ. */
const mailSeconds = 15

/** True when the shop requested a mail to this address within the last 15 seconds. Records a new request. */
export async function mailedRecently(email: string): Promise<boolean> {
  const settings = env()
  const print = await fingerprint(settings.SEAL_SECRET, `asked ${email}`)
  try {
    await takeTurn(asRole(settings, 'gatekeeper'), `asked.${print}`, 1, mailSeconds)
    return false
  } catch (error) {
    if (error instanceof ShopError && error.code === 'too_many') return true
    throw error
  }
}

const quarterHour = 15 * minute * 1000
let refusal: { error: ShopError; until: number } | undefined

/**
 * Remembers that the auth server sends no more mails. Mails leave after the answer, so this process tells the next
 * callers instead, for 15 minutes and whatever their address.
 */
export function rememberRefusal(error: unknown): void {
  if (error instanceof ShopError && error.message === noMoreMails) refusal = { error, until: Date.now() + quarterHour }
}

/** Per network, and per cart or person, within so many seconds. Shops are visited from offices and trains. */
const shopping = {
  // Each new cart is a row that lives for thirty days.
  cart: { network: 120, own: 120, seconds: 60 * minute },
  // Each takes lamps from the stock until it is paid or given up.
  checkout: { network: 60, own: 15, seconds: 15 * minute },
}

/**
 * Counts a new cart or a checkout, for the network it comes from and for each cart or person.
 * Gives the network as a hash, which the database counts the unpaid orders of.
 * @param own ids of the cart and of the person
 * @throws ShopError too_many
 */
export async function limitShopping(
  kind: keyof typeof shopping,
  own: readonly (string | null)[] = [],
): Promise<string> {
  const settings = env()
  const db = asRole(settings, 'gatekeeper')
  const { network: ofNetwork, own: ofOwn, seconds } = shopping[kind]
  const print = await fingerprint(
    settings.SEAL_SECRET,
    `network ${networkOf((await headers()).get('x-forwarded-for'))}`,
  )
  await takeTurn(db, `${kind}.network.${print}`, ofNetwork, seconds)
  for (const id of own) if (id) await takeTurn(db, `${kind}.own.${id}`, ofOwn, seconds)
  return print
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
