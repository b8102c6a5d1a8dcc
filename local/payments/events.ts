import type { Stripe } from 'stripe'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { listeners } from '#local/payments/endpoints.ts'
import { newId } from '#local/payments/ids.ts'
import { insert, type Stored } from '#local/payments/objects.ts'
import { apiVersion } from '#local/payments/versions.ts'

/**
 * One row for each endpoint that an event goes to. `due` is in milliseconds; a delivery is over when its state is no longer
 * 'pending'.
 */
export const deliveriesSchema = `
create table if not exists event_deliveries (
  sequence integer primary key autoincrement,
  event text not null references objects (id),
  endpoint text not null references objects (id),
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dropped', 'failed')),
  due integer not null,
  attempts integer not null default 0,
  outcome text not null default '',
  held integer not null default 0
);
create index if not exists deliveries_due on event_deliveries (due) where state = 'pending';
create index if not exists deliveries_by_event on event_deliveries (event, endpoint, state);
`

type Plan = { due: number; state?: 'dropped'; held?: boolean }

// Milliseconds after which the fault `reorder` releases its events, when no further events come.
const longestHold = 5000
// Far enough apart that the receiver sees them in this order.
const releaseGap = 50

/**
 * Stores an event with a snapshot of its object, and plans its delivery.
 * Call it inside the transaction that changes the object: then either both survive a crash, or neither.
 */
export function emit(context: PaymentsContext, type: string, object: Stored, previous?: Record<string, unknown>): void {
  const event = insert(context.store, {
    id: newId('evt_3'),
    object: 'event',
    api_version: apiVersion,
    created: seconds(context),
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 0,
    request: context.cause,
    type,
  } as unknown as Stripe.Event)
  planDelivery(context, event)
  context.wake()
}

/** How many endpoints have not accepted an event yet: its `pending_webhooks`. */
export function withPending(context: PaymentsContext, event: Stripe.Event): Stripe.Event {
  const row = context.store
    .prepare(
      `select count(distinct endpoint) as count from event_deliveries one where event = ? and not exists (
         select 1 from event_deliveries done
         where done.event = one.event and done.endpoint = one.endpoint and done.state = 'delivered')`,
    )
    .get(event.id)
  return { ...event, pending_webhooks: Number(row?.count) }
}

function planDelivery(context: PaymentsContext, event: Stripe.Event): void {
  const now = context.now()
  const planned = context.faults.forEvent(event.type)
  switch (planned?.fault.fault) {
    case 'drop':
      addDeliveries(context, event, { due: now, state: 'dropped' })
      return
    case 'duplicate':
      addDeliveries(context, event, { due: now })
      addDeliveries(context, event, { due: now })
      return
    case 'delay':
      addDeliveries(context, event, { due: now + (planned.fault.milliseconds ?? 1000) })
      return
    case 'reorder':
      addDeliveries(context, event, { due: now + longestHold, held: true })
      if (planned.left === 0) release(context, now)
      return
    default:
      addDeliveries(context, event, { due: now })
  }
}

/** Plans one more delivery of an event to every subscribed endpoint, whatever the results of the earlier ones. */
export function addDeliveries(context: PaymentsContext, event: Stripe.Event, plan: Plan): void {
  const add = context.store.prepare(
    'insert into event_deliveries (event, endpoint, due, state, held) values (?, ?, ?, ?, ?)',
  )
  for (const { id } of listeners(context, event.type)) {
    add.run(event.id, id, Math.ceil(plan.due), plan.state ?? 'pending', plan.held ? 1 : 0)
  }
}

function release(context: PaymentsContext, now: number): void {
  const held = context.store
    .prepare('select sequence from event_deliveries where held = 1 order by sequence desc')
    .all()
  const move = context.store.prepare('update event_deliveries set held = 0, due = ? where sequence = ?')
  held.forEach((row, index) => {
    move.run(now + index * releaseGap, Number(row.sequence))
  })
}
