import type { PaymentsContext } from '#local/payments/context.ts'
import { transact } from '#local/payments/objects.ts'

/** What happens to an object some time after, without anybody asking. */
export type Act = 'refund-succeeds' | 'refund-fails' | 'dispute-opens' | 'dispute-is-won' | 'dispute-is-lost'

/** On the disk, so that a restart forgets none. `due` is in milliseconds. */
export const laterSchema = `
create table if not exists later (
  sequence integer primary key autoincrement,
  act text not null,
  object text not null references objects (id),
  due integer not null
);
create index if not exists later_by_due on later (due);
`

/** Plans what a bank does on its own, in `context.patience` milliseconds. Call it inside the transaction that gives the reason. */
export function planLater(context: PaymentsContext, act: Act, object: string): void {
  context.store
    .prepare('insert into later (act, object, due) values (?, ?, ?)')
    .run(act, object, Math.ceil(context.now() + context.patience))
}

/** Does all that is due. An act and the row that asked for it go in one transaction. */
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

/** Forgets what was planned for an object, because it has happened already. */
export function forget(context: PaymentsContext, object: string): void {
  context.store.prepare('delete from later where object = ?').run(object)
}
