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

/** Tries per mail address and per network, within so many seconds. A network may be a whole office or a whole phone company. */
const limits = {
  password: { address: 30, network: 200, seconds: 15 * minute },
  // Each sends a mail to somebody who may not have asked.
  mail: { address: 5, network: 100, seconds: 15 * minute },
  // Each is a mail that somebody has to read.
  question: { address: 5, network: 20, seconds: 60 * minute },
  // Six digits: ten tries in a million, before the code is too old.
  code: { address: 10, network: 200, seconds: 15 * minute },
}

/**
 * Counts a try at signing in, for the address and for the network it comes from. Known and unknown addresses count alike.
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

/** The auth server sends a mail to the same address every ten seconds at most (supabase/config.toml), and clocks differ. */
const mailSeconds = 15

/** Whether the shop asked for a mail to this address a moment ago. Counts as having asked now. */
export async function justAsked(email: string): Promise<boolean> {
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
 * Mails go out after the answer. When the auth server sends no more of them, whoever asks this process next is told so for a
 * quarter of an hour, whatever the address.
 */
export function rememberRefusal(error: unknown): void {
  if (error instanceof ShopError && error.message === noMoreMails) refusal = { error, until: Date.now() + quarterHour }
}

/**
 * Refuses no sooner than this many milliseconds after it began: an unknown address is refused before any password was
 * compared, and the time would tell.
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
