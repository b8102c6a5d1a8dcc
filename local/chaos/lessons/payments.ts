import type { Lesson } from '#local/chaos/lesson.ts'

const webhook = 'POST /api/stripe-webhook'

/** Lessons about the money: between the shop, the bank and the ledger. */
export const paymentLessons: readonly Lesson[] = [
  {
    id: 'five-times',
    title: 'Stripe sends it five times',
    topic: 'Money',
    trip: 'purchase',
    station: 'webhook',
    broken: 'The news that the order is paid arrives five times at the same moment.',
    fear: 'Five receipts, five parcels, or an order that is paid five times in the books.',
    instead:
      'The first call keeps the id of the event. The others find it kept, or wait for the row of the order and then find it paid. The job has one key, so it is planned once.',
    code: [
      { file: 'functions/stripe-webhook.ts', name: 'keep_stripe_event' },
      { file: 'supabase/migrations/20261129000800_payments.sql', name: 'mark_paid' },
    ],
    act: 'buy-and-leave',
    faults: [{ at: 'events', call: webhook, does: 'repeat', copies: 5 }],
  },
  {
    id: 'refund-first',
    title: 'The refund arrives before the payment',
    topic: 'Money',
    trip: 'purchase',
    station: 'webhook',
    broken: 'The news of the payment is held up on its way. The news that it was paid back overtakes it.',
    fear: 'The shop throws away the refund of an order that nobody has paid. Then the payment arrives, and the parcel leaves for nothing.',
    instead:
      'An event only says what to ask Stripe about. The shop does not know the payment, asks for it, and books it before its refund. The late event then finds nothing to do.',
    code: [
      { file: 'shop/orders/stripe-events.ts', name: 'takePayment' },
      { file: 'supabase/migrations/20261129000900_refunds.sql', name: 'end_refunded' },
    ],
    act: 'refund-at-stripe',
    faults: [{ at: 'events', call: webhook, does: 'overtake' }],
  },
  {
    id: 'silent-webhook',
    title: 'Stripe never calls',
    topic: 'Money',
    trip: 'purchase',
    station: 'webhook',
    broken: 'Stripe believes that it has told the shop, and the call never arrived.',
    fear: 'The shopper has paid and stands before a page that waits for ever.',
    instead:
      'The thank-you page does not wait: it asks Stripe for the session and marks the order as paid itself, by the same function as the webhook.',
    code: [{ file: 'shop/orders/checkout.ts', name: 'confirmOrder' }],
    act: 'buy',
    faults: [{ at: 'events', call: webhook, does: 'lose', times: 20 }],
  },
  {
    id: 'silent-and-gone',
    title: 'Stripe never calls, and the shopper is gone',
    topic: 'Money',
    trip: 'purchase',
    station: 'webhook',
    broken: 'The call is lost, and the browser was closed before the thank-you page.',
    fear: 'Money without an order: nobody is left who could tell the shop.',
    instead:
      'When the time to pay is over, the sweep asks Stripe before it cancels anything. It finds the payment and goes on as the webhook would have.',
    code: [
      { file: 'shop/orders/sweep.ts', name: 'settleExpiredOrders' },
      { file: 'shop/orders/payments.ts', name: 'reconcile' },
    ],
    sweeps: true,
    act: 'buy-and-leave',
    faults: [{ at: 'events', call: webhook, does: 'lose', times: 20 }],
  },
  {
    id: 'bank-unavailable',
    title: 'Stripe is down when the shop asks',
    topic: 'Money',
    trip: 'purchase',
    station: 'payments',
    broken: 'Stripe reports a payment, and answers 503 to every question about it.',
    fear: 'The event is taken as done while nothing was done.',
    instead:
      'The client asks three times, then the webhook answers 500, and Stripe sends the event again. An event counts as handled only when its work is done.',
    code: [
      { file: 'lib/stripe.ts', name: 'maxNetworkRetries' },
      { file: 'functions/stripe-webhook.ts', name: 'stripe_event_handled' },
    ],
    act: 'buy-and-leave',
    faults: [{ at: 'payments', call: 'GET /v1/checkout/sessions/*', does: 'refuse', status: 503, times: 3 }],
  },
  {
    id: 'session-answer-lost',
    title: 'The payment page is made, and the answer is lost',
    topic: 'Money',
    trip: 'purchase',
    station: 'payments',
    broken: 'Stripe opens the payment page, and the connection breaks before it can say so.',
    fear: 'Two payment pages for one order: the shopper could pay twice.',
    instead:
      'The call carries the order as its idempotency key. The client asks again, and Stripe gives the same page.',
    code: [{ file: 'shop/orders/checkout.ts', name: 'idempotencyKey' }],
    act: 'buy',
    faults: [{ at: 'payments', call: 'POST /v1/checkout/sessions', does: 'cut', when: 'after' }],
  },
  {
    id: 'pressed-twice',
    title: '“Check out” is pressed twice, and Stripe is slow',
    topic: 'Money',
    trip: 'purchase',
    station: 'payments',
    broken: 'Both calls run at the same time, and Stripe takes two seconds for each.',
    fear: 'Two orders, and the lamp is held twice.',
    instead:
      'A cart has one pending order, by an index of the database. The second call finds the first one under way, and both ask for the same payment page.',
    code: [
      { file: 'supabase/migrations/20261129000700_orders.sql', name: 'orders_one_pending_per_cart' },
      { file: 'shop/orders/checkout.ts', name: 'underWay' },
    ],
    act: 'buy-twice',
    faults: [{ at: 'payments', call: 'POST /v1/checkout/sessions', does: 'wait', ms: 2000, times: 2 }],
  },
  {
    id: 'payment-answer-lost',
    title: 'The database says “paid”, and nobody hears it',
    topic: 'Money',
    trip: 'purchase',
    station: 'database',
    broken: 'The transaction that marks the order as paid is committed, and its answer is lost.',
    fear: 'The shop tries again: the payment is booked twice, or the parcel is never packed.',
    instead:
      'One transaction wrote the ledger, the state and the job. The webhook answers 500, Stripe sends the event again, and the same call changes nothing and gives the job once more.',
    code: [{ file: 'supabase/migrations/20261129000800_payments.sql', name: 'mark_paid' }],
    act: 'buy-and-leave',
    faults: [{ at: 'supabase', call: 'POST /rest/v1/rpc/mark_paid', does: 'cut', when: 'after' }],
  },
  {
    id: 'refund-killed',
    title: 'Killed between Stripe’s refund and our note of it',
    topic: 'Money',
    trip: 'refund',
    station: 'payments',
    broken: 'Stripe pays the money back. In the same moment the process that asked for it is killed.',
    fear: 'Nobody remembers the refund, so it is paid a second time.',
    instead:
      'Another run first lists the refunds that Stripe knows, and copies the one that is there. The call had an idempotency key besides.',
    code: [{ file: 'shop/orders/pay-back.ts', name: 'comparePayment' }],
    act: 'refund',
    apart: ['refund-order'],
    faults: [{ at: 'payments', call: 'POST /v1/refunds', does: 'kill', when: 'after' }],
  },
]
