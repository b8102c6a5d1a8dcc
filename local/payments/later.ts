import type { PaymentsContext } from '#local/payments/context.ts'
import { transact } from '#local/payments/objects.ts'

/** A later action of a bank on an object. */
export type Act = 'refund-succeeds' | 'refund-fails' | 'dispute-opens' | 'dispute-is-won' | 'dispute-is-lost'

/** On disk, so that a restart loses none. `due` is in milliseconds. */
export const laterSchema = `
create table if not exists later (
  sequence integer primary key autoincrement,
  act text not null,
  object text not null references objects (id),
  due integer not null
);
create index if not exists later_by_due on later (due);
`

/** Plans an action of a bank in `context.bankDelay` milliseconds. Call it inside the transaction that causes it. */
export function planLater(context: PaymentsContext, act: Act, object: string): void {
  context.store
    .prepare('insert into later (act, object, due) values (?, ?, ?)')
    .run(act, object, Math.ceil(context.now() + context.bankDelay))
}

/** Performs all due actions, each in one transaction with the removal of its row. */
export function doDue(context: PaymentsContext, perform: (act: Act, object: string) => void): void {
  const rows = context.store
    .prepare('select sequence, act, object from later where due <= ? order by due, sequence')
    .all(context.now())
  for (const row of rows) {
    transact(context.store, () => {
      context.store.prepare('delete from later where sequence = ?').run(Number(row.sequence))
      perform(row.act as Act, String(row.object))
    })
  }
}

/** Removes the planned actions of an object, because they have already happened. */
export function forget(context: PaymentsContext, object: string): void {
  context.store.prepare('delete from later where object = ?').run(object)
}
