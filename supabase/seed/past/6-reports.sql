-- Reports of the days, weeks, months and years that have ended: the figures that collect_hour and shop/reports/figures.ts give.

analyze public.payments, public.orders, public.order_lines, public.stock_movements;

-- The sums of the ledger for each part of each period, and for the period itself, which has no name.
create temp table past_moves on commit drop as
  select p.created_at as at, p.kind = 'capture' as comes, p.amount, private.tax_in(p.amount, o.tax_rate) as tax from public.payments p
    join public.orders o on o.id = p.order_id;
create index on past_moves (at);
analyze past_moves;
create temp table past_sums on commit drop as
  select t.kind, t.first_day, t.named, t.begins, jsonb_build_object('orders', count(*) filter (where m.comes), 'revenue',
    coalesce(sum(m.amount) filter (where m.comes), 0),
    'tax', coalesce(sum(m.tax) filter (where m.comes), 0), 'refunds', count(*) filter (where not m.comes),
    'refunded', coalesce(sum(m.amount) filter (where not m.comes), 0), 'refundedTax', coalesce(sum(m.tax) filter (where not m.comes),
      0)) as sums
  from (
    select k.kind, k.first_day, null::jsonb as named, k.begins, k.ends from past_periods k
    union all
    select k.kind, k.first_day, to_jsonb(h), h, h + interval '1 hour' from past_periods k, generate_series(k.begins,
      k.ends - interval '1 hour', interval '1 hour') h where k.kind = 'day'
    union all
    select k.kind, k.first_day, to_jsonb(d.day), d.begins, d.ends from past_periods k join past_days d on d.day between k.first_day
      and k.last_day where k.kind in ('week', 'month')
    union all
    select k.kind, k.first_day, to_jsonb(to_char(m, 'YYYY-MM')), private.start_of(m::date), private.start_of((m + interval '1 month')::date)
      from past_periods k, generate_series(k.first_day::timestamp, k.last_day::timestamp, interval '1 month') m where k.kind = 'year') t
  left join past_moves m on m.at >= t.begins and m.at < t.ends group by 1, 2, 3, 4;

-- What each day counted of each function.
create temp table past_work on commit drop as
  select x.day, x.function, sum(x.runs) as runs, sum(x.errors) as errors, sum(x.ms) as ms, sum(x.memory) as memory,
    jsonb_object_agg(x.bucket, x.runs) as spread from (
    select (r.started_at at time zone p.zone)::date as day, r.function, ceil(ln(greatest(r.ms, 1)) / ln(1.05))::integer as bucket,
      count(*) as runs,
      count(*) filter (where coalesce(r.status, 500) >= 500) as errors, coalesce(sum(r.ms), 0) as ms,
        coalesce(sum(r.ms::bigint * r.memory_mb), 0) as memory
    from past_runs r, past p group by 1, 2, 3) x group by 1, 2;

create temp table past_left on commit drop as
  select (x.at at time zone p.zone)::date as day, count(*) as carts, sum(x.amount) as amount from (
    select l.cart_id, l.at, sum(l.quantity * v.price_amount) as amount from past_cart_lines l join past_variants v
      on v.id = l.variant_id group by 1, 2) x, past p group by 1;

insert into public.reports (kind, first_day, last_day, made_at, figures)
  select k.kind, k.first_day, k.last_day, k.made_at, (select t.sums from past_sums t where t.kind = k.kind and t.first_day = k.first_day
    and t.named is null) || jsonb_build_object(
    'sold', (select coalesce(jsonb_agg(to_jsonb(s) order by s.quantity desc, s.amount desc, s.sku), '[]') from (
      select l.variant_id as "variantId", l.sku, l.name, l.finish, sum(l.quantity) as quantity, sum(l.total_amount) as amount
      from public.payments p join public.order_lines l on l.order_id = p.order_id
      where p.kind = 'capture' and p.created_at >= k.begins and p.created_at < k.ends group by 1, 2, 3, 4) s),
    'carts', (select jsonb_build_object('count', coalesce(sum(c.carts), 0), 'amount', coalesce(sum(c.amount), 0)) from past_left c
      where c.day between k.first_day and k.last_day),
    'failedPayments', (select count(*) from public.stripe_events e where e.type = 'payment_intent.payment_failed'
      and e.created_at >= k.begins and e.created_at < k.ends),
    'functions', (select coalesce(jsonb_agg(to_jsonb(f) order by f.name), '[]') from (
      select w.function as name, sum(w.runs) as runs, sum(w.errors) as errors, sum(w.ms) as ms, sum(w.memory) as memory,
        (select jsonb_object_agg(y.bucket, y.runs) from (select e.key as bucket, sum(e.value::bigint) as runs from past_work x,
          jsonb_each_text(x.spread) e
          where x.function = w.function and x.day between k.first_day and k.last_day group by 1) y) as spread
      from past_work w where w.day between k.first_day and k.last_day group by w.function) f),
    'stock', public.low_stock(k.last_day),
    'parts', (select jsonb_agg(jsonb_build_object('begins', t.named) || t.sums order by t.begins) from past_sums t where t.kind = k.kind
      and t.first_day = k.first_day and t.named is not null))
  from past_periods k;

insert into public.stock_reports (day, lines, made_at)
  select d.day, private.stock_lines(d.day), private.start_of(d.day) + interval '6 hours' from past p, past_days d
  where extract(isodow from d.day) = 1 and private.start_of(d.day) + interval '8 hours' <= p.until;

-- From here on, everybody knows that it is a past.
insert into private.settings (name, value) select 'past_until', to_jsonb(p.until) from past p;
analyze public.function_runs, public.jobs;
