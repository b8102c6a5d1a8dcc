-- Rules that must always hold. Tests and the nightly check ask the same queries.

create role invariants nologin;
create role check_invariants nologin;
grant function_runner to invariants, check_invariants;
grant invariants, check_invariants to authenticator;
-- The check reads whole tables. The API gives a request eight seconds unless its role says otherwise.
alter role check_invariants set statement_timeout = '50s';

create table public.invariants (id text primary key check (id ~ '^I[0-9]+$'), promise text not null);
insert into public.invariants values
  ('I1', 'every payment is positive and known to the payment provider, and money goes back in the currency in which it came'),
  ('I2', 'stock is what its movements add up to, and an order holds just what it took'),
  ('I3', 'money that was taken belongs to one order that knows its session'),
  ('I4', 'no order passes pending without a payment of just its amount'),
  ('I5', 'every order is in a last state, in time, or in somebody''s hands'),
  ('I6', 'orders move along the graph only, and every move is in the timeline'),
  ('I7', 'no more is refunded, or promised, than was captured'),
  ('I8', 'no job is an hour late, and none is dead for longer than a day'),
  ('I9', 'every order that was paid has its receipt'),
  ('I10', 'what was paid and will not be sent is being refunded'),
  ('I11', 'what an order holds is given back when its time to pay is over'),
  ('I12', 'an original has all its sizes or a failure with a reason, and no size is without its original'),
  ('I13', 'every day has its report, made once'),
  ('I14', 'the report of a day says what the ledger says, and a longer one what its days say'),
  ('I15', 'an order is called refunded when all of its money went back, and its total is that of its lines'),
  ('I17', 'the files that sizes and reports name are there'),
  ('I18', 'nothing is packed or sent while its payment is disputed, and a lost dispute is in the ledger');

alter table public.invariants enable row level security, force row level security;
grant select (id) on public.invariants to check_invariants;
create policy "check-invariants lists invariants" on public.invariants for select to check_invariants using (true);

-- Whether money of a payment has not gone back.
create function private.is_held(capture public.payments) returns boolean
language sql stable security definer set search_path = '' as $$
  select capture.amount > coalesce((select sum(private.moved_back(p.kind, p.amount)) from public.payments p where p.capture_id = capture.id), 0)
$$;

-- Every row that breaks an invariant: of all, or of one. A detail about an order begins with `order ` and its id.
-- Each is set-based, and adds up whole tables once: a question for each order takes a minute with 100,000 of them. The sums need memory,
-- of which one session has little by default.
create function public.find_breaches(only_one text default null) returns table (invariant text, detail text)
language sql stable security definer set search_path = '' set work_mem = '32MB' as $$
  -- Whole positive amounts, each named by the payment provider. What goes back names its payment and has its currency; a payment
  -- in another currency than its order's is in somebody's hands.
  select 'I1', 'order ' || p.order_id || ' payment ' || p.id from public.payments p join public.orders o on o.id = p.order_id
      left join public.payments c on c.id = p.capture_id
    where (p.amount <= 0 or p.stripe_id = '' or (p.kind = 'capture' and p.currency <> o.currency and o.needs_attention is null and private.is_held(p))
      or (p.currency <> c.currency) or (p.capture_id is not null and (c.kind <> 'capture' or c.order_id <> p.order_id)))
      and coalesce(only_one, 'I1') = 'I1'

  -- Stock is the sum of its movements; an order holds its lines once, less what refunds gave back; a cancelled order holds nothing.
  union all
  select 'I2', found.detail from (
      select 'variant ' || v.id from public.variants v
          left join (select m.variant_id, sum(m.quantity) as total from public.stock_movements m group by m.variant_id) m on m.variant_id = v.id
        where v.stock < 0 or v.stock <> coalesce(m.total, 0)
      union all
      select 'order ' || l.order_id || ' variant ' || l.variant_id from public.orders o join public.order_lines l on l.order_id = o.id
          left join (select m.order_id, m.variant_id, sum(m.quantity) as total from public.stock_movements m
            where m.order_id is not null group by m.order_id, m.variant_id) m on m.order_id = l.order_id and m.variant_id = l.variant_id
          left join (select r.order_id, rl.variant_id, sum(rl.quantity) as total from public.refund_lines rl
            join public.refunds r on r.id = rl.refund_id where r.restocked group by r.order_id, rl.variant_id
          ) r on r.order_id = l.order_id and r.variant_id = l.variant_id
        where coalesce(m.total, 0) <> case when o.status = 'cancelled' then 0 else coalesce(r.total, 0) - l.quantity end
      union all
      select 'order ' || m.order_id || ' movement ' || m.id from public.stock_movements m where m.order_id is not null
        and not exists (select from public.order_lines l where l.order_id = m.order_id and l.variant_id = m.variant_id)
    ) found (detail) where coalesce(only_one, 'I2') = 'I2'

  -- Captured money belongs to one order that knows its session, or staff look at it.
  union all
  select 'I3', found.detail from (
      select 'order ' || o.id from public.orders o where o.needs_attention is null and (
        (o.status in ('pending', 'cancelled') and (
          select coalesce(sum(case p.kind when 'capture' then p.amount else -private.moved_back(p.kind, p.amount) end), 0)
          from public.payments p where p.order_id = o.id) > 0)
        or (o.status not in ('pending', 'cancelled') and o.stripe_session_id is null)
        or o.id in (select p.order_id from public.payments p where p.kind = 'capture' group by p.order_id having count(*) > 1)
          and (select count(*) from public.payments p where p.order_id = o.id and p.kind = 'capture' and private.is_held(p)) > 1)
      union all
      select 'session ' || o.stripe_session_id from public.orders o where o.stripe_session_id is not null
        group by o.stripe_session_id having count(*) > 1
    ) found (detail) where coalesce(only_one, 'I3') = 'I3'

  -- No order passes pending without a payment of its amount and currency.
  union all
  select 'I4', 'order ' || o.id from public.orders o where o.status not in ('pending', 'cancelled') and not exists (
      select from public.payments p where p.order_id = o.id and p.kind = 'capture' and p.amount = o.total_amount and p.currency = o.currency)
    and coalesce(only_one, 'I4') = 'I4'

  -- In a last state, or in time (with twenty minutes, since the sweep comes every fifteen at least), or in the hands of staff.
  union all
  select 'I5', 'order ' || o.id from public.orders o join public.order_statuses s on s.status = o.status
    where (o.needs_attention = '' or (o.needs_attention is null and not s.is_last
      and (o.deadline_at is null or o.deadline_at < now() - interval '20 minutes'))) and coalesce(only_one, 'I5') = 'I5'

  -- The timeline begins as pending, follows the graph and ends where the order is.
  union all
  select 'I6', found.detail from (
      with moves as (
        select e.order_id, e.status, lag(e.status) over timeline as before, lead(e.status) over timeline is null as is_newest
        from public.order_events e window timeline as (partition by e.order_id order by e.id)
      )
      select 'order ' || e.order_id || ' at ' || e.status from moves e where case when e.before is null then e.status <> 'pending' else not exists (
        select from public.order_transitions t where t.from_status = e.before and t.to_status = e.status) end
      union all
      select 'order ' || o.id from public.orders o left join moves e on e.order_id = o.id and e.is_newest where o.status is distinct from e.status
    ) found (detail) where coalesce(only_one, 'I6') = 'I6'

  -- Refunds, done and requested, never exceed what was captured; every refund that is done is in the ledger once.
  union all
  select 'I7', found.detail from (
      select 'order ' || p.order_id from public.payments p group by p.order_id, p.currency
        having coalesce(sum(private.moved_back(p.kind, p.amount)) filter (where p.kind <> 'dispute'), 0)
          > coalesce(sum(p.amount) filter (where p.kind = 'capture'), 0)
      union all
      select 'order ' || r.order_id || ' refund ' || r.id from public.refunds r where (r.status = 'done') <> (
        select coalesce(sum(private.moved_back(p.kind, p.amount)), 0) = r.amount from public.payments p
        where p.stripe_id = r.stripe_id and p.kind in ('refund', 'refund_failed') and p.capture_id = r.capture_id and p.order_id = r.order_id)
      union all
      select 'order ' || r.order_id from public.refunds r where r.status <> 'failed' group by r.order_id, r.capture_id
        having sum(r.amount) > (select coalesce(sum(p.amount), 0) from public.payments p where p.id = r.capture_id and p.order_id = r.order_id)
    ) found (detail) where coalesce(only_one, 'I7') = 'I7'

  -- A job that is due begins within the hour, and staff replay a dead job within a day.
  union all
  select 'I8', 'job ' || j.key from public.jobs j where coalesce(only_one, 'I8') = 'I8'
    and case j.status when 'failed' then j.finished_at < now() - interval '1 day'
      when 'done' then false when 'discarded' then false else j.run_at < now() - interval '1 hour' end

  -- An hour after it was paid, an order has its receipt, or a job still tries.
  union all
  select 'I9', 'order ' || o.id from public.orders o where o.status not in ('pending', 'cancelled') and o.receipt_email_id is null and o.receipt_error is null
      and exists (select from public.payments p where p.order_id = o.id and p.kind = 'capture' and p.created_at < now() - interval '1 hour')
      and not exists (select from public.jobs j where j.key = 'process-order.' || o.id and j.status in ('waiting', 'running'))
    and coalesce(only_one, 'I9') = 'I9'

  -- What was paid and will not be sent is being refunded, or in somebody's hands.
  union all
  select 'I10', 'order ' || o.id from public.orders o where o.status in ('pending', 'cancelled', 'refunded') and o.needs_attention is null
      and private.has_money_left(o.id) and coalesce(only_one, 'I10') = 'I10'

  -- An unpaid order holds stock no longer than its time to pay, plus an hour in which the sweep compares it with the provider.
  union all
  select 'I11', 'order ' || o.id from public.orders o where o.status = 'pending' and o.deadline_at < now() - interval '1 hour'
      and not exists (select from public.payments p where p.order_id = o.id)
    and coalesce(only_one, 'I11') = 'I11'

  -- An original has all its sizes, a failure with a reason, or a job that works on it; every size has its original.
  -- An original whose photograph was removed stays at most until the weekly clean-up.
  union all
  select 'I12', found.detail from (
      select 'photograph ' || i.id from public.photographs i where
        (i.status = 'failed' and coalesce(i.reason, '') = '')
        or (i.status = 'ready' and not exists (select from public.photograph_sizes s where s.photograph_id = i.id and s.format = 'webp'))
        or (i.completed_at is not null and (select count(distinct s.format) from public.photograph_sizes s where s.photograph_id = i.id) < 3)
        or ((i.status = 'uploaded' or (i.status = 'ready' and i.completed_at is null)) and not exists (
          select from public.jobs j where j.name = 'make-thumbnail' and j.input ->> 'photographId' = i.id::text and j.status in ('waiting', 'running')))
      union all
      select 'size ' || s.path from public.photograph_sizes s join public.photographs i on i.id = s.photograph_id
        where not exists (select from storage.objects f where f.bucket_id = 'originals' and f.name = i.original_path)
      union all
      select 'original ' || f.name from storage.objects f left join public.photographs i on i.original_path = f.name
        where f.bucket_id = 'originals' and case when i.id is null then f.created_at < now() - interval '8 days' else i.status = 'waiting' end
    ) found (detail) where coalesce(only_one, 'I12') = 'I12'

  -- From the first report on, every day has one six hours after its end. The primary key prevents a second one.
  union all
  select 'I13', 'day ' || d::date from (select min(r.first_day) as first from public.reports r where r.kind = 'day') f,
      generate_series(greatest(f.first, private.day_of(now()) - 31)::timestamp, (private.day_of(now() - interval '6 hours') - 1)::timestamp,
        interval '1 day') d
    where f.first is not null and not exists (select from public.reports r where r.kind = 'day' and r.first_day = d::date) and coalesce(only_one, 'I13') = 'I13'

  -- A day's sums are those of the ledger between its midnights; a week's or month's sums are those of its days.
  union all
  select 'I14', found.kind || ' ' || found.first_day from (
      select r.kind, r.first_day from public.reports r, lateral (
        select count(*) filter (where p.kind = 'capture') as orders, coalesce(sum(p.amount) filter (where p.kind = 'capture'), 0) as revenue,
          coalesce(sum(private.moved_back(p.kind, p.amount)), 0) as refunded
        from public.payments p where p.created_at >= private.start_of(r.first_day) and p.created_at < private.start_of(r.first_day + 1)
          and p.currency = r.currency) l
      where r.kind = 'day' and (r.orders, r.revenue_amount, r.refunded_amount) is distinct from (l.orders, l.revenue, l.refunded)
      union all
      select r.kind, r.first_day from public.reports r, lateral (
        select coalesce(sum(d.orders), 0) as orders, coalesce(sum(d.revenue_amount), 0) as revenue, coalesce(sum(d.refunded_amount), 0) as refunded
        from public.reports d where d.kind = 'day' and d.first_day between r.first_day and r.last_day) l
      where r.kind <> 'day' and (r.orders, r.revenue_amount, r.refunded_amount) is distinct from (l.orders, l.revenue, l.refunded)
    ) found where coalesce(only_one, 'I14') = 'I14'

  -- An order's state and total agree with the ledger and the lines.
  union all
  select 'I15', 'order ' || o.id from public.orders o
      left join (select p.order_id, sum(p.amount) filter (where p.kind = 'capture') as captured, sum(private.moved_back(p.kind, p.amount)) as refunded
        from public.payments p group by p.order_id) l on l.order_id = o.id
      left join (select x.order_id, sum(x.total_amount) as total from public.order_lines x group by x.order_id) x on x.order_id = o.id
    where ((o.status = 'refunded' and coalesce(l.refunded, 0) < coalesce(l.captured, 0) and o.needs_attention is null)
        or (o.status in ('paid', 'packed', 'shipped', 'delivered') and l.captured > 0 and l.refunded >= l.captured)
        or o.subtotal_amount <> coalesce(x.total, 0))
      and coalesce(only_one, 'I15') = 'I15'

  -- Every size and every report has its file.
  union all
  select 'I17', found.detail from (
      select 'size ' || s.path from public.photograph_sizes s
        where not exists (select from storage.objects f where f.bucket_id = 'photographs' and f.name = s.path)
      union all
      select 'report ' || p.path from public.reports r, unnest(array[r.csv_path, r.pdf_path]) as p (path)
        where p.path is not null and not exists (select from storage.objects f where f.bucket_id = 'reports' and f.name = p.path)
    ) found (detail) where coalesce(only_one, 'I17') = 'I17'

  -- Nothing leaves while the shopper's bank asks for the money back; what was lost is in the ledger.
  union all
  select 'I18', found.detail from (
      select 'order ' || d.order_id || ' dispute ' || d.id from public.disputes d
        where d.is_open and exists (select from public.order_events e where e.order_id = d.order_id
          and e.status in ('packed', 'shipped') and e.at > d.heard_at)
      union all
      select 'order ' || d.order_id || ' dispute ' || d.id from public.disputes d
        where (d.status = 'lost') <> exists (select from public.payments p where p.kind = 'dispute' and p.stripe_id = d.id and p.order_id = d.order_id)
    ) found (detail) where coalesce(only_one, 'I18') = 'I18'
$$;

notify pgrst, 'reload config';
