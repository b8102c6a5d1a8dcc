import { z } from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

/** Limits for a window of `seconds`. Tokens are a language model's; ms is the time that answers took. */
export type Limit = { seconds: number; messages: number; tokens: number; ms: number }

export const limits: { caller: Limit; all: Limit } = {
  caller: { seconds: 600, messages: 40, tokens: 60_000, ms: 300_000 },
  all: { seconds: 86_400, messages: 20_000, tokens: 5_000_000, ms: 36_000_000 },
}

const turn = z.object({ wait: z.number().int(), tokens_left: z.boolean() })

/** Callers over their limit, with the time when they may ask again: until then, a message costs no query. */
const waiting = new Map<string, number>()

/**
 * Counts a message against the budget of its caller and the budget of all callers.
 * @param db signed in as `chat`
 * @returns whether a paid model may answer: false when all callers together have used the day's tokens
 * @throws ShopError too_many, with the seconds until the next message is allowed
 */
export async function takeChatTurn(db: Db, caller: string, most = limits): Promise<{ mayCost: boolean }> {
  const until = waiting.get(caller) ?? 0
  if (until > Date.now()) throw tooMany(Math.ceil((until - Date.now()) / 1000))
  const { wait, tokens_left } = turn.parse(unwrap(await db.rpc('take_chat_turn', { caller, limits: most })))
  if (wait === 0) return { mayCost: tokens_left }
  if (waiting.size > 10_000) waiting.clear()
  waiting.set(caller, Date.now() + wait * 1000)
  throw tooMany(wait)
}

/** Charges the cost of an answer to the budgets. */
export async function noteChatUse(db: Db, caller: string, tokens: number, ms: number): Promise<void> {
  unwrap(await db.rpc('note_chat_use', { caller, tokens: Math.ceil(tokens), ms: Math.ceil(ms) }))
}

function tooMany(seconds: number): ShopError {
  const minutes = Math.ceil(seconds / 60)
  const when = minutes > 1 ? `in ${minutes} minutes` : 'in a minute'
  return new ShopError('too_many', `That was a lot of questions. Please come back ${when}.`, { retryAfter: seconds })
}
