import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

const minute = 60

/**
 * How often somebody may try. `pair`: one mail address from one network, and `network`: all addresses from it, within `seconds`.
 * `all`: one mail address from all networks, so many at once and then one each `pace` seconds. Many people may share a network,
 * and a stranger with many networks may try somebody else's address: so no stranger uses up the tries of a person, and
 * a person whose password many try signs in with a code.
 */
export const limits = {
  password: { pair: 10, network: 200, seconds: 15 * minute, all: { burst: 40, pace: 10 } },
  // A code has six digits and expires after 15 minutes: at most 120 guesses in a million.
  code: { pair: 10, network: 200, seconds: 15 * minute, all: { burst: 30, pace: 10 } },
  // Anybody can have a mail sent to any address.
  mail: { pair: 5, network: 100, seconds: 15 * minute, all: { burst: 12, pace: minute } },
  // Staff have to read each mail.
  question: { pair: 5, network: 20, seconds: 60 * minute, all: { burst: 10, pace: 5 * minute } },
} as const

export type LimitKind = keyof typeof limits

/** Who tries: the mail address and the network, hashed, so that the database stores neither. */
export type Prints = { address: string; network: string }

/** Seconds that an answer may be held back before it is a refusal. */
const patience = 5

const slowed: Record<LimitKind, string> = {
  password: 'Somebody tries many passwords for this address. Sign in with a code by mail, or try again',
  code: 'Many codes were tried for this address. Please try again',
  mail: 'We have sent several mails to this address. Use the code in the newest one, or ask again',
  question: 'Many questions came from this address. Please come back',
}

/**
 * Counts an attempt, and holds it back for up to five seconds while many try the same address. Known and unknown addresses
 * count alike.
 * @param db signed in as `gatekeeper`
 * @returns a function that takes the attempt back, for an attempt that succeeded: only failures count
 * @throws ShopError too_many, with the time of the next allowed attempt
 */
export async function takeTurns(db: Db, kind: LimitKind, { address, network }: Prints): Promise<() => Promise<void>> {
  const limit = limits[kind]
  const keys = {
    network: `${kind}.network.${network}`,
    pair: `${kind}.pair.${address}.${network.slice(0, 64)}`,
    all: `${kind}.all.${address}`,
  }
  await takeEach(db, { [keys.network]: limit.network, [keys.pair]: limit.pair }, limit.seconds)
  const { burst, pace } = limit.all
  const wait = unwrap(await db.rpc('take_paced_turn', { key: keys.all, burst, pace, patience }))
  if (wait > patience) throw new ShopError('too_many', `${slowed[kind]} ${inTime(wait)}.`, { retryAfter: wait })
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait * 1000))
  return async () => {
    const windowed = [keys.network, keys.pair]
    unwrap(await db.rpc('give_turns_back', { windowed, paced: [keys.all], pace }))
  }
}

/**
 * Counts an attempt for each of these keys, in one call. A refusal of one counts nothing for those behind it.
 * @param db signed in as `gatekeeper`
 * @param most by key, how many attempts are allowed in `seconds`. What the limit counts is hashed, so that the database stores no address
 * @throws ShopError too_many, with the time of the next allowed attempt
 */
export async function takeEach(db: Db, most: Readonly<Record<string, number>>, seconds: number): Promise<void> {
  const wait = unwrap(await db.rpc('take_turns', { keys: Object.keys(most), allowed: Object.values(most), seconds }))
  if (wait === 0) return
  throw new ShopError('too_many', `That was a lot of tries. Please come back ${inTime(wait)}.`, { retryAfter: wait })
}

function inTime(seconds: number): string {
  if (seconds < minute) return `in ${seconds} seconds`
  const minutes = Math.ceil(seconds / minute)
  return minutes > 1 ? `in ${minutes} minutes` : 'in a minute'
}
