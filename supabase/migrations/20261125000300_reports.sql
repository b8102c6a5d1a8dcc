-- Reports of days, weeks and months. Money in them comes from the ledger; a day is one of the shop's time zone.

create role sales_report nologin;
create role make_report nologin;
grant function_runner to sales_report, make_report;
grant sales_report, make_report to authenticator;

-- The zone in which the shop counts its days; shop/days.ts has the same.
create function private.zone() returns text
language sql immutable set search_path = '' as $$
  select 'Europe/Amsterdam'
$$;
create function private.day_of(moment timestamptz) returns date
language sql stable set search_path = '' as $$
  select (day_of.moment at time zone private.zone())::date
$$;
create function private.start_of(day date) returns timestamptz
language sql stable set search_path = '' as $$
  select start_of.day::timestamp at time zone private.zone()
$$;

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
  values ('reports', 'reports', false, 5242880, array['text/csv', 'application/pdf'])
on conflict (id) do nothing;

-- One for each day, week (from Monday) and month. `figures` is what shop/report-figures.ts added up; its sums are columns too.
create table public.reports (
  kind text not null check (kind in ('day', 'week', 'month')),
  first_day date not null,
  last_day date not null,
  figures jsonb not null,
  orders integer not null generated always as ((figures ->> 'orders')::integer) stored,
  -- A busy month does not fit into an integer of cents.
  revenue_amount bigint not null generated always as ((figures ->> 'revenue')::bigint) stored,
  refunded_amount bigint not null generated always as ((figures ->> 'refunded')::bigint) stored,
  csv_path text not null,
  pdf_path text not null,
  -- the mail that brought it to the owner
  email_id text,
  made_at timestamptz not null default now(),
  primary key (kind, first_day),
  check (last_day = case kind when 'day' then first_day when 'week' then first_day + 6
    else (first_day + interval '1 month' - interval '1 day')::date end),
  check (case kind when 'week' then extract(isodow from first_day) = 1 when 'month' then extract(day from first_day) = 1 else true end)
);
alter table public.reports enable row level security;
alter table public.reports force row level security;
grant select on public.reports to authenticated, make_report;
grant all on public.reports to service_role;
create policy "staff read reports" on public.reports for select to authenticated using ((select public.is_staff()));
create policy "make-report reads reports" on public.reports for select to make_report using (true);

grant usage on schema storage to make_report;
grant select on storage.buckets to make_report;
grant select, insert, update on storage.objects to make_report;
create policy "make-report sees its bucket" on storage.buckets for select to make_report using (id = 'reports');
create policy "make-report reads its files" on storage.objects for select to make_report using (bucket_id = 'reports');
create policy "make-report writes its files" on storage.objects for insert to make_report with check (bucket_id = 'reports');
create policy "make-report rewrites its files" on storage.objects for update to make_report
  using (bucket_id = 'reports') with check (bucket_id = 'reports');
create policy "staff read the files of reports" on storage.objects for select to authenticated
  using (bucket_id = 'reports' and (select public.is_staff()));

-- What is collected by the hour is found by its time.
create index payments_created on public.payments (created_at);
create index carts_updated on public.carts (updated_at);
create index stripe_events_failed on public.stripe_events (created_at)
  where type in ('payment_intent.payment_failed', 'checkout.session.async_payment_failed');

-- Plans the report of the day that had ended at this moment, and of every day before it that has none: back to the first
-- report, a month at most. One job per day, whoever calls and how often. Gives the jobs to ring for.
create function private.plan_reports(at timestamptz, trace text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare
  newest date := private.day_of(plan_reports.at) - 1;
  first date := coalesce((select min(r.first_day) from public.reports r where r.kind = 'day'), newest);
  missing date;
  job jsonb;
begin
  for missing in
    select d::date from generate_series(least(greatest(first, newest - 30), newest)::timestamp, newest::timestamp, interval '1 day') d
    where not exists (select from public.reports r where r.kind = 'day' and r.first_day = d::date)
  loop
    job := private.add_job('make-report', 'make-report.day-' || missing,
      jsonb_build_object('kind', 'day', 'firstDay', missing), plan_reports.trace);
    if job is not null then return next job; end if;
  end loop;
end
$$;
create function public.plan_reports(at timestamptz, trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.plan_reports(plan_reports.at, plan_reports.trace)
$$;

-- Everything that a report counts of one hour, from its begin: small, however busy the hour was. Amounts are in cents.
-- `spread` counts runs by how long they took: bucket b holds those of up to 1.05^b milliseconds.
create function public.collect_hour(begins timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  with bounds as (
    select collect_hour.begins as begins, collect_hour.begins + interval '1 hour' as ends
  ), moved as (
    select p.order_id, p.kind, p.amount from public.payments p, bounds b where p.created_at >= b.begins and p.created_at < b.ends
  ), sold as (
    select l.variant_id as "variantId", max(l.sku) as sku, max(l.name) as name, max(l.finish) as finish,
      sum(l.quantity) as quantity, sum(l.total_amount) as amount
    from (select distinct m.order_id from moved m where m.kind = 'capture') o join public.order_lines l on l.order_id = o.order_id
    group by l.variant_id
  ), left_carts as (
    select sum(l.quantity * v.price_amount) as amount
    from public.carts c join public.cart_lines l on l.cart_id = c.id join public.variants v on v.id = l.variant_id, bounds b
    where c.updated_at >= b.begins and c.updated_at < b.ends
      and not exists (select from public.orders o where o.cart_id = c.id and o.status = 'pending')
    group by c.id
  ), runs as (
    select r.function, ceil(ln(greatest(r.ms, 1)) / ln(1.05))::integer as bucket, count(*) as runs,
      count(*) filter (where r.status >= 500) as errors, sum(r.ms) as ms, sum(r.ms::bigint * r.memory_mb) as memory
    from public.function_runs r, bounds b where r.started_at >= b.begins and r.started_at < b.ends group by 1, 2
  )
  select jsonb_build_object('begins', b.begins,
      'orders', s.orders, 'revenue', s.revenue, 'tax', s.tax, 'refunds', s.refunds, 'refunded', s.refunded, 'refundedTax', s.refunded_tax,
      'sold', (select coalesce(jsonb_agg(to_jsonb(sold) order by sold.sku), '[]') from sold),
      'carts', (select jsonb_build_object('count', count(*), 'amount', coalesce(sum(c.amount), 0)) from left_carts c),
      'failedPayments', (select count(*) from public.stripe_events e where e.created_at >= b.begins and e.created_at < b.ends
        and e.type in ('payment_intent.payment_failed', 'checkout.session.async_payment_failed')),
      'functions', (select coalesce(jsonb_agg(to_jsonb(f) order by f.name), '[]') from (
        select r.function as name, sum(r.runs) as runs, sum(r.errors) as errors, sum(r.ms) as ms, sum(r.memory) as memory,
          jsonb_object_agg(r.bucket, r.runs) as spread from runs r group by r.function) f))
  from bounds b, (
    select count(*) filter (where kind = 'capture') as orders, count(*) filter (where kind = 'refund') as refunds,
      coalesce(sum(amount) filter (where kind = 'capture'), 0) as revenue,
      coalesce(sum(private.tax_in(amount)) filter (where kind = 'capture'), 0) as tax,
      coalesce(sum(amount) filter (where kind = 'refund'), 0) as refunded,
      coalesce(sum(private.tax_in(amount)) filter (where kind = 'refund'), 0) as refunded_tax
    from moved) s
$$;

-- What runs out: at most fifty, the emptiest first.
create function public.low_stock() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(l) order by l.stock, l.name, l.finish), '[]') from (
    select v.sku, p.name, v.name as finish, v.stock from public.variants v join public.products p on p.id = v.product_id
    where p.status = 'active' and v.stock <= 5 order by v.stock, p.name, v.name limit 50) l
$$;

-- Keeps a report; one that was made before is replaced. A day that completes its week or its month plans their reports:
-- gives those jobs, to ring for. Complete is what has every day since the first report.
create function public.save_report(kind text, first_day date, last_day date, figures jsonb, files jsonb, trace text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare day timestamp := save_report.first_day; first date; period record; job jsonb;
begin
  -- One at a time: of two days that complete a week, the later must see the other.
  perform pg_advisory_xact_lock(hashtextextended('reports', 0));
  insert into public.reports as r (kind, first_day, last_day, figures, csv_path, pdf_path)
    values (save_report.kind, save_report.first_day, save_report.last_day, save_report.figures, files ->> 'csv', files ->> 'pdf')
    on conflict on constraint reports_pkey do update
      set figures = excluded.figures, csv_path = excluded.csv_path, pdf_path = excluded.pdf_path, made_at = now();
  if save_report.kind <> 'day' then return; end if;
  select min(r.first_day) into first from public.reports r where r.kind = 'day';
  for period in
    select p.kind, p.begins::date as begins, p.ends::date as ends
    from (values ('week', date_trunc('week', day), date_trunc('week', day) + interval '6 days'),
      ('month', date_trunc('month', day), date_trunc('month', day) + interval '1 month - 1 day')) as p (kind, begins, ends)
    where (select count(*) from public.reports r where r.kind = 'day' and r.first_day between p.begins::date and p.ends::date)
      = p.ends::date - greatest(p.begins::date, first) + 1
  loop
    job := private.add_job('make-report', 'make-report.' || period.kind || '-' || period.begins,
      jsonb_build_object('kind', period.kind, 'firstDay', period.begins), save_report.trace);
    if job is not null then return next job; end if;
  end loop;
end
$$;

create function public.keep_report_mail(kind text, first_day date, email_id text) returns void
language sql security definer set search_path = '' as $$
  update public.reports r set email_id = keep_report_mail.email_id
    where r.kind = keep_report_mail.kind and r.first_day = keep_report_mail.first_day
$$;

revoke execute on function public.plan_reports, public.collect_hour, public.low_stock, public.save_report, public.keep_report_mail from public;
revoke execute on function private.zone, private.day_of, private.start_of, private.plan_reports from public;
grant execute on function public.plan_reports to sales_report;
grant execute on function public.collect_hour, public.low_stock, public.save_report, public.keep_report_mail to make_report;
