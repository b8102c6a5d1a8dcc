import type { DatabaseSync } from 'node:sqlite'
import type { Stripe } from 'stripe'

/** Every kind of stored object, by the value of its `object` field. */
export type Kinds = {
  customer: Stripe.Customer
  'checkout.session': Stripe.Checkout.Session
  payment_intent: Stripe.PaymentIntent
  charge: Stripe.Charge
  refund: Stripe.Refund
  event: Stripe.Event
  product: Stripe.Product
  price: Stripe.Price
  shipping_rate: Stripe.ShippingRate
  webhook_endpoint: Stripe.WebhookEndpoint
  dispute: Stripe.Dispute
}
export type Kind = keyof Kinds
export type Stored = Kinds[Kind]

/** `hidden` holds data that the API never returns. The last check keeps refunds from exceeding the captured amount. */
export const objectsSchema = `
create table if not exists objects (
  sequence integer primary key autoincrement,
  id text not null unique,
  kind text not null,
  body text not null,
  hidden text,
  check (kind <> 'charge' or json_extract(body, '$.amount_refunded') <= json_extract(body, '$.amount_captured'))
);
create index if not exists objects_by_kind on objects (kind, sequence);
create index if not exists objects_by_intent on objects (json_extract(body, '$.payment_intent'));
create index if not exists objects_by_charge on objects (json_extract(body, '$.charge'));
create index if not exists sessions_by_expiry on objects (json_extract(body, '$.expires_at'))
  where kind = 'checkout.session' and json_extract(body, '$.status') = 'open';
`

export function insert<T extends Stored>(store: DatabaseSync, object: T, hidden?: object): T {
  store
    .prepare('insert into objects (id, kind, body, hidden) values (?, ?, ?, ?)')
    .run(object.id, object.object, JSON.stringify(object), hidden ? JSON.stringify(hidden) : null)
  return object
}

export function update<T extends Stored>(store: DatabaseSync, object: T): T {
  store.prepare('update objects set body = ? where id = ?').run(JSON.stringify(object), object.id)
  return object
}

export function find<K extends Kind>(store: DatabaseSync, kind: K, id: string): Kinds[K] | undefined {
  const row = store.prepare('select body from objects where id = ? and kind = ?').get(id, kind)
  return row && (JSON.parse(String(row.body)) as Kinds[K])
}

/** Every object of a kind, oldest first. Only for kinds with few objects. */
export function list<K extends Kind>(store: DatabaseSync, kind: K): Kinds[K][] {
  const rows = store.prepare('select body from objects where kind = ? order by sequence').all(kind)
  return rows.map((row) => JSON.parse(String(row.body)) as Kinds[K])
}

export function remove(store: DatabaseSync, id: string): void {
  store.prepare('delete from objects where id = ?').run(id)
}

export function findAny(store: DatabaseSync, id: string): Stored | undefined {
  const row = store.prepare('select body from objects where id = ?').get(id)
  return row && (JSON.parse(String(row.body)) as Stored)
}

export function hiddenOf<T>(store: DatabaseSync, id: string): T | undefined {
  const row = store.prepare('select hidden from objects where id = ?').get(id)
  return row?.hidden ? (JSON.parse(String(row.hidden)) as T) : undefined
}

export function hide(store: DatabaseSync, id: string, hidden: object): void {
  store.prepare('update objects set hidden = ? where id = ?').run(JSON.stringify(hidden), id)
}

/** A reference is an id, or the whole object when it is expanded. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null)
}

/** Runs `work` in a transaction. Calls may nest; only the outermost one commits. */
export function transact<T>(store: DatabaseSync, work: () => T): T {
  const nested = store.isTransaction
  store.exec(nested ? 'savepoint nested' : 'begin immediate')
  try {
    const result = work()
    store.exec(nested ? 'release nested' : 'commit')
    return result
  } catch (error) {
    store.exec(nested ? 'rollback to nested; release nested' : 'rollback')
    throw error
  }
}
