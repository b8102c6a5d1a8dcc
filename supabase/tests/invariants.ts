import type { ISql } from 'postgres'

export type Breach = { invariant: string; detail: string }

/** What must hold whatever happens: for each invariant one query for the rows that break it, as one text column. */
const queries: Record<string, string> = {
  // One currency per order, whole positive amounts, each named by the payment provider.
  I1: `select 'payment ' || p.id from payments p join orders o on o.id = p.order_id
    where p.currency <> o.currency or p.amount <= 0 or p.stripe_id = ''`,

  // Stock is what its movements add up to; an order holds its lines once, less what refunds gave back, a cancelled one nothing.
  I2: `select 'variant ' || v.id from variants v
    where v.stock < 0 or v.stock <> (select coalesce(sum(m.quantity), 0) from stock_movements m where m.variant_id = v.id)
    union all
    select 'order ' || o.id || ' variant ' || l.variant_id from orders o join order_lines l on l.order_id = o.id
    where (select coalesce(sum(m.quantity), 0) from stock_movements m where m.order_id = o.id and m.variant_id = l.variant_id)
      <> case when o.status = 'cancelled' then 0 else coalesce((
        select sum(rl.quantity) from refund_lines rl join refunds r on r.id = rl.refund_id
        where r.order_id = o.id and r.status = 'done' and r.returns_stock and rl.variant_id = l.variant_id), 0) - l.quantity end
    union all
    select 'movement ' || m.id from stock_movements m where m.order_id is not null
      and not exists (select from order_lines l where l.order_id = m.order_id and l.variant_id = m.variant_id)`,

  // Money that was taken belongs to exactly one order that knows its session, or a person looks at it.
  I3: `select 'order ' || o.id from orders o where o.needs_attention is null and (
      (o.status in ('pending', 'cancelled') and (
        select coalesce(sum(case p.kind when 'capture' then p.amount else -p.amount end), 0) from payments p where p.order_id = o.id) <> 0)
      or (o.status not in ('pending', 'cancelled') and o.stripe_session_id is null)
      or (select count(*) from payments p where p.order_id = o.id and p.kind = 'capture') > 1)
    union all
    select 'session ' || o.stripe_session_id from orders o where o.stripe_session_id is not null
      group by o.stripe_session_id having count(*) > 1`,

  // Nothing passes pending without a payment of just its amount and currency.
  I4: `select 'order ' || o.id from orders o where o.status not in ('pending', 'cancelled') and not exists (
      select from payments p where p.order_id = o.id and p.kind = 'capture' and p.amount = o.total_amount and p.currency = o.currency)`,

  // In a last state, or in time (with five minutes for the sweep), or in somebody's hands.
  I5: `select 'order ' || o.id from orders o join order_statuses s on s.status = o.status
    where o.needs_attention = '' or (o.needs_attention is null and not s.is_last
      and (o.deadline_at is null or o.deadline_at < now() - interval '5 minutes'))`,

  // The timeline begins as pending, follows the graph and ends where the order is.
  I6: `select 'order ' || e.order_id || ' at ' || e.status from (
      select order_id, status, lag(status) over (partition by order_id order by id) as before from order_events) e
    where case when e.before is null then e.status <> 'pending' else not exists (
      select from order_transitions t where t.from_status = e.before and t.to_status = e.status) end
    union all
    select 'order ' || o.id from orders o where o.status is distinct from
      (select e.status from order_events e where e.order_id = o.id order by e.id desc limit 1)`,

  // No more is refunded, or promised, than was captured; every refund that is done is in the ledger once.
  I7: `select 'order ' || p.order_id from payments p group by p.order_id
    having coalesce(sum(p.amount) filter (where p.kind = 'refund'), 0) > coalesce(sum(p.amount) filter (where p.kind = 'capture'), 0)
    union all
    select 'refund ' || r.id from refunds r where (r.status = 'done') <> (
      select count(*) = 1 from payments p where p.kind = 'refund' and p.stripe_id = r.stripe_id and p.amount = r.amount and p.order_id = r.order_id)
    union all
    select 'order ' || r.order_id from refunds r where r.status <> 'failed' group by r.order_id
      having sum(r.amount) > (select coalesce(sum(p.amount), 0) from payments p where p.order_id = r.order_id and p.kind = 'capture')`,

  // What was paid and cannot be sent is being refunded, or in somebody's hands.
  I10: `select 'order ' || o.id from orders o where o.status in ('pending', 'cancelled') and o.needs_attention is null
    and (select coalesce(sum(p.amount), 0) from payments p where p.order_id = o.id and p.kind = 'capture') > (
      select coalesce(sum(r.amount), 0) from refunds r where r.order_id = o.id and r.status <> 'failed')`,

  // An original becomes all its sizes or a failure with a reason, as long as a job works on it; no size without its original.
  I12: `select 'image ' || i.id from images i where
      (i.status = 'failed' and coalesce(i.reason, '') = '')
      or (i.status = 'ready' and not exists (select from image_sizes s where s.image_id = i.id and s.format = 'webp'))
      or (i.completed_at is not null and (select count(distinct s.format) from image_sizes s where s.image_id = i.id) < 3)
      or ((i.status = 'uploaded' or (i.status = 'ready' and i.completed_at is null)) and not exists (
        select from jobs j where j.name = 'make-thumbnail' and j.input ->> 'imageId' = i.id::text and j.status in ('waiting', 'running')))
    union all
    select 'size ' || s.path from image_sizes s join images i on i.id = s.image_id
    where not exists (select from storage.objects f where f.bucket_id = 'originals' and f.name = i.original_path)
    union all
    select 'original ' || f.name from storage.objects f where f.bucket_id = 'originals'
      and not exists (select from images i where i.original_path = f.name and i.status <> 'waiting')`,
}

/** Every row that breaks an invariant; empty when all hold. */
export async function findBreaches(sql: ISql): Promise<Breach[]> {
  const text = Object.entries(queries).map(
    ([invariant, query]) => `select '${invariant}' as invariant, found.detail from (${query}) found (detail)`,
  )
  return [...(await sql.unsafe<Breach[]>(text.join('\nunion all\n')))]
}
