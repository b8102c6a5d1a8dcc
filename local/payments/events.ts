import type { Stripe } from 'stripe'
import { type Context, seconds } from '#local/payments/context.ts'
import { newId } from '#local/payments/ids.ts'
import { insert, type Stored } from '#local/payments/objects.ts'
import { apiVersion } from '#local/payments/versions.ts'

/** `due` is in milliseconds; a delivery is over when its state is no longer 'pending'. */
export const deliveriesSchema = `
create table if not exists deliveries (
  sequence integer primary key autoincrement,
  event text not null references objects (id),
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dropped', 'failed')),
  due integer not null,
  attempts integer not null default 0,
  outcome text not null default '',
  held integer not null default 0
);
create index if not exists deliveries_due on deliveries (due) where state = 'pending';
create index if not exists deliveries_by_event on deliveries (event);
`

type Plan = { due: number; state?: 'dropped'; held?: boolean }

// A reorder that waits for events that never come lets go of what it holds after this long.
const longestHold = 5000
// Far enough apart that the receiver sees them in this order.
const releaseGap = 50

/**
 * Keeps an event with a snapshot of its object, and plans its delivery.
 * Call it inside the transaction that changes the object: then either both survive a crash, or neither.
 */
export function emit(context: Context, type: string, object: Stored, previous?: Record<string, unknown>): void {
  const event = insert(context.store, {
    id: newId('evt_3'),
    object: 'event',
    api_version: apiVersion,
    created: seconds(context),
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: context.cause,
    type,
  } as unknown as Stripe.Event)
  planDelivery(context, event)
  context.wake()
}

function planDelivery(context: Context, event: Stripe.Event): void {
  const now = context.now()
  const planned = context.faults.forEvent(event.type)
  switch (planned?.fault.fault) {
    case 'drop':
      addDelivery(context, event.id, { due: now, state: 'dropped' })
      return
    case 'duplicate':
      addDelivery(context, event.id, { due: now })
      addDelivery(context, event.id, { due: now })
      return
    case 'delay':
      addDelivery(context, event.id, { due: now + (planned.fault.milliseconds ?? 1000) })
      return
    case 'reorder':
      addDelivery(context, event.id, { due: now + longestHold, held: true })
      if (planned.left === 0) release(context, now)
      return
    default:
      addDelivery(context, event.id, { due: now })
  }
}

/** Plans one more delivery of an event, whatever came of the earlier ones. */
export function addDelivery(context: Context, event: string, plan: Plan): void {
  context.store
    .prepare('insert into deliveries (event, due, state, held) values (?, ?, ?, ?)')
    .run(event, Math.ceil(plan.due), plan.state ?? 'pending', plan.held ? 1 : 0)
}

function release(context: Context, now: number): void {
  const held = context.store.prepare('select sequence from deliveries where held = 1 order by sequence desc').all()
  const move = context.store.prepare('update deliveries set held = 0, due = ? where sequence = ?')
  held.forEach((row, index) => {
    move.run(now + index * releaseGap, Number(row.sequence))
  })
}
