import { type ChaosTools, read } from '#local/chaos/chaos-tools.ts'

/** What a lesson reads of a payment; amounts are in minor units. */
type Intent = { id: string; status: string; amount_received: number; metadata: Record<string, string> }
type Refund = { id: string; amount: number }

/** The payments of an order at Stripe. */
export async function listIntents(tools: ChaosTools, orderId: string): Promise<Intent[]> {
  const { data } = await call<{ data: Intent[] }>(tools, '/v1/payment_intents?limit=100')
  return data.filter(({ metadata }) => metadata.order_id === orderId)
}

/** The refunds of a payment at Stripe. */
export async function listRefunds(tools: ChaosTools, intent: string): Promise<Refund[]> {
  return (await call<{ data: Refund[] }>(tools, `/v1/refunds?payment_intent=${intent}`)).data
}

/** Refunds what is left of a payment, as Stripe's dashboard does. */
export const refundIntent = (tools: ChaosTools, intent: string): Promise<Refund> =>
  call(tools, '/v1/refunds', { method: 'POST', body: new URLSearchParams({ payment_intent: intent }) })

async function call<Answer>(tools: ChaosTools, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { authorization: `Bearer ${read(tools, 'STRIPE_SECRET_KEY')}` }
  const response = await fetch(read(tools, 'STRIPE_API_URL') + path, { ...init, headers })
  if (!response.ok) throw new Error(`The payments service answered ${response.status}.`)
  return (await response.json()) as Answer
}
