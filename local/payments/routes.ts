import type { Stripe } from 'stripe'
import type { PaymentsContext } from '#local/payments/context.ts'
import { createCustomer, getCustomer, updateCustomer } from '#local/payments/customers.ts'
import { closeDispute, getDispute, updateDispute } from '#local/payments/disputes.ts'
import { createEndpoint, deleteEndpoint, getEndpoint, updateEndpoint } from '#local/payments/endpoints.ts'
import { unknownObject } from '#local/payments/errors.ts'
import { withPending } from '#local/payments/events.ts'
import { getIntent } from '#local/payments/intents.ts'
import { lineItemsOf } from '#local/payments/line-items.ts'
import type { Listing } from '#local/payments/lists.ts'
import { find } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'
import { createRefund, getCharge, getRefund, updateRefund } from '#local/payments/refunds.ts'
import { createSession, expireSession, getSession } from '#local/payments/sessions.ts'

export type Call = { context: PaymentsContext; params: Params; id: string }
export type Handler = (call: Call) => object

/** The lists, with the fields they can be filtered by. */
export const lists: Listing[] = [
  { url: '/v1/customers', kind: 'customer', filters: ['email'] },
  {
    url: '/v1/checkout/sessions',
    kind: 'checkout.session',
    filters: ['customer', 'payment_intent', 'status'],
  },
  { url: '/v1/payment_intents', kind: 'payment_intent', filters: ['customer'] },
  { url: '/v1/charges', kind: 'charge', filters: ['customer', 'payment_intent'] },
  { url: '/v1/disputes', kind: 'dispute', filters: ['charge', 'payment_intent'] },
  { url: '/v1/refunds', kind: 'refund', filters: ['charge', 'payment_intent'] },
  {
    url: '/v1/events',
    kind: 'event',
    filters: [],
    show: (context, event) => withPending(context, event as Stripe.Event),
  },
  { url: '/v1/webhook_endpoints', kind: 'webhook_endpoint', filters: [] },
]

export const reads: Record<string, Handler> = {
  '/v1/customers/:id': ({ context, id }) => getCustomer(context, id),
  '/v1/checkout/sessions/:id': ({ context, id }) => getSession(context, id),
  '/v1/checkout/sessions/:id/line_items': ({ context, params, id }) => {
    return lineItemsOf(context.store, getSession(context, id).id, params)
  },
  '/v1/payment_intents/:id': ({ context, id }) => getIntent(context, id),
  '/v1/charges/:id': ({ context, id }) => getCharge(context, id),
  '/v1/disputes/:id': ({ context, id }) => getDispute(context, id),
  '/v1/refunds/:id': ({ context, id }) => getRefund(context, id),
  '/v1/events/:id': ({ context, id }) => getEvent(context, id),
  '/v1/webhook_endpoints/:id': ({ context, id }) => getEndpoint(context, id),
}

export const writes: Record<string, Handler> = {
  '/v1/customers': ({ context, params }) => createCustomer(context, params),
  '/v1/customers/:id': ({ context, params, id }) => updateCustomer(context, id, params),
  '/v1/checkout/sessions': ({ context, params }) => createSession(context, params),
  '/v1/checkout/sessions/:id/expire': ({ context, id }) => expireSession(context, id),
  '/v1/refunds': ({ context, params }) => createRefund(context, params),
  '/v1/refunds/:id': ({ context, params, id }) => updateRefund(context, id, params),
  '/v1/disputes/:id': ({ context, params, id }) => updateDispute(context, id, params),
  '/v1/disputes/:id/close': ({ context, id }) => closeDispute(context, id),
  '/v1/webhook_endpoints': ({ context, params }) => createEndpoint(context, params),
  '/v1/webhook_endpoints/:id': ({ context, params, id }) => updateEndpoint(context, id, params),
}

function getEvent(context: PaymentsContext, id: string): Stripe.Event {
  const event = find(context.store, 'event', id)
  if (!event) throw unknownObject('event', id)
  return withPending(context, event)
}

export const removals: Record<string, Handler> = {
  '/v1/webhook_endpoints/:id': ({ context, id }) => deleteEndpoint(context, id),
}

/** Routes of Stripe's whose last word would pass for an id. */
export const unservedWords = ['/v1/customers/search', '/v1/charges/search', '/v1/payment_intents/search']
