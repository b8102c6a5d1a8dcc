/**
 * The types of events that the store's endpoint gets, as `npm run deploy` subscribes it at Stripe: an event more is a run more.
 * `stripeEvents` of lib/stripe.ts is the list; a test of scripts/deploy.test.ts holds them equal.
 */
export const shopEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.payment_failed',
  'charge.refunded',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
] as const
