import * as z from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

/** Limits for a window of `seconds`. Tokens are a language model's; ms is the time that answers took. */
export type Limit = { seconds: number; messages: number; tokens: number; ms: number }

export const limits: { caller: Limit; all: Limit } = {
  caller: { seconds: 600, messages: 40, tokens: 60_000, ms: 300_000 },
  all: { seconds: 86_400, messages: 20_000, tokens: 5_000_000, ms: 36_000_000 },
}

const turn = z.object({ wait: z.number().int(), tokens_left: z.boolean(), charged_at: z.string() })

/** A counted message. `charged` are the tokens of its estimate. */
export type ChatTurn = Readonly<{ mayCost: boolean; charged: number; chargedAt: string }>

/** Callers over their limit, with the time when they may ask again: until then, a message costs no query. */
const waiting = new Map<string, number>()

/**
 * Counts a message against the budget of its caller and the budget of all callers, and charges both what the answer may cost.
 * @param db signed in as `chat`
 * @param estimate the most tokens that a model may use for the answer; 0 without a model
 * @returns whether a paid model may answer: false when the caller, or all callers together, have too few tokens left
 * @throws ShopError too_many, with the seconds until the next message is allowed
 */
export async function takeChatTurn(db: Db, caller: string, estimate: number, most = limits): Promise<ChatTurn> {
  const until = waiting.get(caller) ?? 0
  if (until > Date.now()) throw tooMany(Math.ceil((until - Date.now()) / 1000))
  const answer = unwrap(await db.rpc('take_chat_turn', { caller, limits: most, estimate }))
  const { wait, tokens_left: mayCost, charged_at: chargedAt } = turn.parse(answer)
  if (wait === 0) return { mayCost, charged: mayCost ? estimate : 0, chargedAt }
  if (waiting.size > 10_000) waiting.clear()
  waiting.set(caller, Date.now() + wait * 1000)
  throw tooMany(wait)
}

/** Settles a turn: charges the budgets what the answer has cost in place of the estimate. */
export async function noteChatUse(
  db: Db,
  caller: string,
  { charged, chargedAt }: ChatTurn,
  used: { tokens: number; ms: number },
): Promise<void> {
  const [tokens, ms] = [Math.ceil(used.tokens), Math.ceil(used.ms)]
  unwrap(await db.rpc('note_chat_use', { caller, tokens, ms, charged, charged_at: chargedAt }))
}

function tooMany(seconds: number): ShopError {
  const minutes = Math.ceil(seconds / 60)
  const when = minutes > 1 ? `in ${minutes} minutes` : 'in a minute'
  return new ShopError('too_many', `That was a lot of questions. Please come back ${when}.`, { retryAfter: seconds })
}
