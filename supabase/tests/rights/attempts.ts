import { randomUUID } from 'node:crypto'
import type { Argument } from '#supabase/tests/rights/catalogue.ts'
import { people } from '#supabase/tests/rights/identities.ts'
import type { Planted } from '#supabase/tests/rights/plant.ts'

/** `rows`: something came back or was written. `empty`: nothing did. `refused`: the right is missing. `called`: a function ran. */
export type Outcome = 'rows' | 'empty' | 'refused' | 'called'
export type Answer = { status: number; text: string }
export type Call = { method?: string; path: string; body?: unknown; headers?: Record<string, string> }

/** Calls Supabase with its publishable key, and a token if there is one. */
export async function send(
  { url, publishableKey }: { url: string; publishableKey: string },
  token: string | null,
  { method, path, body, headers }: Call,
): Promise<Answer> {
  const response = await fetch(url + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      apikey: publishableKey,
      prefer: 'return=representation',
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const named = [...response.headers].filter(([name]) => /^(location|content-range|x-)/.test(name)).join('; ')
  return { status: response.status, text: `${await response.text()}${named ? `\n${named}` : ''}` }
}

const codeIn = (text: string) => /"code":\s*"(\w+)"/.exec(text)?.[1] ?? ''

/** Reads what became of an attempt on a table. @throws Error for an answer that says nothing about rights */
export function tableOutcome({ status, text }: Answer): Outcome {
  const [body = ''] = text.split('\n')
  if (status < 300) return body === '[]' || body === '' ? 'empty' : 'rows'
  const code = codeIn(body)
  // The row was let through, and then met a key that is there already or a row that needs it.
  if (code === '23505' || code === '23503') return 'rows'
  if (code === '42501' || status === 401) return 'refused'
  throw new Error(`${status} ${text.slice(0, 300)}`)
}

/** Reads what became of a call of an SQL function: an error about the input, or about the state, means that it ran. */
export function functionOutcome({ status, text }: Answer): Outcome {
  if (status < 300) return 'called'
  const code = codeIn(text)
  if (code.startsWith('PGRST') && status !== 401) throw new Error(`${status} ${text.slice(0, 300)}`)
  return status === 401 || code === '42501' || code === 'NLFOR' || code === 'NLAUT' ? 'refused' : 'called'
}

/** Gives a function arguments that are about the planted rows, so that it answers what it can. */
export function inputFor(args: readonly Argument[], planted: Planted, name: string): Record<string, unknown> {
  const job = (people as readonly string[]).includes(name) ? 'chat' : name.replaceAll('_', '-')
  const known: Record<string, unknown> = {
    ...{ order_id: planted.order, refund_id: planted.refund, cart_id: planted.cart, variant_id: planted.variant },
    ...{ photograph_id: planted.photograph, question_id: planted.question, slug: 'planted', query: 'planted' },
    ...{ key: job, trace: 'a'.repeat(32), day: '2026-11-23', first_day: '2026-11-23', last_day: '2026-11-23' },
    ...{ kind: 'carts', reason: 'received', quantity: 1, most: 50, first: 0, seconds: 60, run: 99, role: 'viewer' },
    ...{ email: 'nobody@example.com', dispute_id: 'du_planted', payment_intent: 'pi_planted', invariant_id: 'I4' },
    ...{ access_key: 'a-wrong-key', caller: 'x', status: 'pending', stripe_id: 're_none', currency: 'eur' },
    ...{ original_path: 'uploads/none.jpg', tracking_number: 'ABCD 1234', results: [], removed: {}, sizes: [] },
    limits: {
      caller: { seconds: 60, messages: 9, tokens: 9, ms: 9 },
      all: { seconds: 60, messages: 9, tokens: 9, ms: 9 },
    },
  }
  const byType: Record<string, unknown> = {
    ...{ text: 'x', uuid: randomUUID(), integer: 1, boolean: false, jsonb: {}, date: '2026-11-23' },
    'timestamp with time zone': '2026-11-23T10:00:00Z',
  }
  // The news of a parcel exist only of one that has left.
  if (args.some(({ name: arg }) => arg === 'about'))
    Object.assign(known, { order_id: planted.shipped, about: 'shipped' })
  const needed = args.filter(({ name: arg, optional }) => !optional || arg === 'access_key')
  return Object.fromEntries(needed.map(({ name: arg, type }) => [arg, known[arg] ?? byType[type] ?? null]))
}
