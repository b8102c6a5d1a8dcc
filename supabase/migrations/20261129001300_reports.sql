-- Reports of days, weeks, months and years, and what to reorder. Money in them comes from the ledger.

create role sales_report nologin;
create role make_sales_report nologin;
create role stock_report nologin;
grant function_runner to sales_report, make_sales_report, stock_report;
grant sales_report, make_sales_report, stock_report to authenticator;

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
  values ('reports', 'reports', false, 5242880, array['text/csv', 'application/pdf'])
on conflict (id) do nothing;

-- One row for each day, week (from Monday), month and year. shop/reports/figures.ts adds up `figures`; its sums are columns too.
create table public.reports (
  kind text not null check (kind in ('day', 'week', 'month', 'year')),
  first_day date not null,
  last_day date not null,
  figures jsonb not null,
  orders integer not null generated always as ((figures ->> 'orders')::integer) stored,
  currency text not null default public.shop_currency(),
  -- A busy month does not fit into an integer.
  revenue_amount bigint not null generated always as ((figures ->> 'revenue')::bigint) stored,
  refunded_amount bigint not null generated always as ((figures ->> 'refunded')::bigint) stored,
  -- null for a report of a generated past: its files are made when somebody opens them
  csv_path text,
  pdf_path text,
  -- the mail that brought it to the owner
  email_id text,
  made_at timestamptz not null default now(),
  primary key (kind, first_day),
  check ((csv_path is null) = (pdf_path is null)),
  check (last_day = case kind when 'day' then first_day when 'week' then first_day + 6
    when 'year' then (first_day + interval '1 year' - interval '1 day')::date
    else (first_day + interval '1 month' - interval '1 day')::date end),
  check (case kind when 'week' then extract(isodow from first_day) = 1 when 'month' then extract(day from first_day) = 1
    when 'year' then extract(doy from first_day) = 1 else true end)
);

-- What to reorder, made each Monday. `lines`: the most urgent first.
create table public.stock_reports (
  day date primary key check (extract(isodow from day) = 1),
  lines jsonb not null,
  made_at timestamptz not null default now()
);

alter table public.reports enable row level security, force row level security;
alter table public.stock_reports enable row level security, force row level security;
grant select on public.reports to authenticated, make_sales_report;
grant select on public.stock_reports to authenticated;
create policy "staff read reports" on public.reports for select to authenticated using ((select public.is_staff()));
create policy "make-sales-report reads reports" on public.reports for select to make_sales_report using (true);
create policy "staff read stock reports" on public.stock_reports for select to authenticated using ((select public.is_staff()));

grant usage on schema storage to make_sales_report;
grant select on storage.buckets to make_sales_report;
grant select, insert, update on storage.objects to make_sales_report;
create policy "make-sales-report sees its bucket" on storage.buckets for select to make_sales_report using (id = 'reports');
create policy "make-sales-report reads its files" on storage.objects for select to make_sales_report using (bucket_id = 'reports');
create policy "make-sales-report writes its files" on storage.objects for insert to make_sales_report with check (bucket_id = 'reports');
create policy "make-sales-report rewrites its files" on storage.objects for update to make_sales_report
  using (bucket_id = 'reports') with check (bucket_id = 'reports');
create policy "staff read the files of reports" on storage.objects for select to authenticated
  using (bucket_id = 'reports' and (select public.is_staff()));

-- Plans the report of the last day that had ended at this moment, and of every earlier day without one: back to the first
-- report, at most a month. There is one job for each day, however often this is called. Returns the jobs to send to the queue.
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
    job := private.add_job('make-sales-report', 'make-sales-report.day-' || missing,
      jsonb_build_object('kind', 'day', 'firstDay', missing), plan_reports.trace);
    if job is not null then return next job; end if;
  end loop;
end
$$;
create function public.plan_reports(at timestamptz, trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.plan_reports(plan_reports.at, plan_reports.trace)
$$;
grant execute on function public.plan_reports to sales_report;

-- Nothing is missed before the first report. A report is late four hours after midnight.
create function private.plan_missed_reports(at timestamptz, due timestamptz, trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.plan_reports(plan_missed_reports.at - interval '4 hours', plan_missed_reports.trace)
  where exists (select from public.reports r where r.kind = 'day'
    and r.first_day < private.day_of(plan_missed_reports.at - interval '4 hours'))
$$;
insert into private.planners values ('plan_missed_reports');

-- All that a report counts of one hour: little data, however busy the hour was. Amounts are in minor units.
-- `spread` counts runs by how long they took: bucket b holds those of up to 1.05^b milliseconds.
create function public.collect_hour(begins timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  with bounds as (
    select collect_hour.begins as begins, collect_hour.begins + interval '1 hour' as ends
  ), moved as (
    select p.order_id, p.kind, p.amount, o.tax_rate from public.payments p join public.orders o on o.id = p.order_id, bounds b
    where p.created_at >= b.begins and p.created_at < b.ends and p.currency = public.shop_currency()
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
      count(*) filter (where coalesce(r.status, 500) >= 500) as errors,
      coalesce(sum(r.ms), 0) as ms, coalesce(sum(r.ms::bigint * r.memory_mb), 0) as memory
    from public.function_runs r, bounds b where r.started_at >= b.begins and r.started_at < b.ends group by 1, 2
  )
  select jsonb_build_object('begins', b.begins,
      'orders', s.orders, 'revenue', s.revenue, 'tax', s.tax, 'refunds', s.refunds, 'refunded', s.refunded, 'refundedTax', s.refunded_tax,
      'sold', (select coalesce(jsonb_agg(to_jsonb(sold) order by sold.sku), '[]') from sold),
      'carts', (select jsonb_build_object('count', count(*), 'amount', coalesce(sum(c.amount), 0)) from left_carts c),
      'failedPayments', (select count(*) from public.stripe_events e where e.created_at >= b.begins and e.created_at < b.ends
        and e.type in ('payment_intent.payment_failed', 'checkout.session.async_payment_failed') and not e.ignored),
      'functions', (select coalesce(jsonb_agg(to_jsonb(f) order by f.name), '[]') from (
        select r.function as name, sum(r.runs) as runs, sum(r.errors) as errors, sum(r.ms) as ms, sum(r.memory) as memory,
          jsonb_object_agg(r.bucket, r.runs) as spread from runs r group by r.function) f))
  from bounds b, (
    select count(*) filter (where kind = 'capture') as orders, count(*) filter (where kind in ('refund', 'dispute')) as refunds,
      coalesce(sum(amount) filter (where kind = 'capture'), 0) as revenue,
      coalesce(sum(private.tax_in(amount, tax_rate)) filter (where kind = 'capture'), 0) as tax,
      coalesce(sum(private.moved_back(kind, amount)), 0) as refunded,
      coalesce(sum(sign(private.moved_back(kind, amount)) * private.tax_in(amount, tax_rate)), 0)::bigint as refunded_tax
    from moved) s
$$;

-- Variants that had run out at the end of a day, or have now: at most fifty, the emptiest first. The movements since then lead
-- back to the stock of that time, and the audit log to what was for sale.
create function public.low_stock(day date default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  with bounds as materialized (
    select case when low_stock.day is null then 'infinity' else private.start_of(low_stock.day + 1) end as ends
  ), known as (
    select v.sku, p.name, v.name as finish, v.stock - coalesce((select sum(m.quantity) from public.stock_movements m
        where m.variant_id = v.id and m.created_at >= b.ends), 0)::integer as stock
    from public.variants v join public.products p on p.id = v.product_id, bounds b
    where p.created_at < b.ends and 'active' = coalesce((select a.before ->> 'status' from public.audit_log a
      where a.subject = 'products' and a.subject_id = p.id::text and a.at >= b.ends and a.before ? 'status' order by a.at limit 1), p.status)
  )
  select coalesce(jsonb_agg(to_jsonb(l) order by l.stock, l.name, l.finish), '[]') from (
    select k.* from known k where k.stock <= 5 order by k.stock, k.name, k.finish limit 50) l
$$;

-- Saves a report, in place of an earlier one. A day that completes its week, month or year plans their reports: returns those
-- jobs, to send to the queue. A period is complete when every day since the first report has one.
create function public.save_report(kind text, first_day date, last_day date, figures jsonb, files jsonb, trace text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare day timestamp := save_report.first_day; first date; period record; job jsonb;
begin
  -- One call at a time: when two days complete a week, the later one must see the other.
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
      ('month', date_trunc('month', day), date_trunc('month', day) + interval '1 month - 1 day'),
      ('year', date_trunc('year', day), date_trunc('year', day) + interval '1 year - 1 day')) as p (kind, begins, ends)
    where (select count(*) from public.reports r where r.kind = 'day' and r.first_day between p.begins::date and p.ends::date)
      = p.ends::date - greatest(p.begins::date, first) + 1
  loop
    job := private.add_job('make-sales-report', 'make-sales-report.' || period.kind || '-' || period.begins,
      jsonb_build_object('kind', period.kind, 'firstDay', period.begins), save_report.trace);
    if job is not null then return next job; end if;
  end loop;
end
$$;

-- The job of a report that a person asks for, such as a year as a container task (deploy/container/task.ts); the same as the nightly
-- one, so that one run at a time makes it. A period that has not ended would be reported once and never again: it is refused.
create function public.plan_period(input jsonb, trace text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  kind text := plan_period.input ->> 'kind';
  begins date := (plan_period.input ->> 'firstDay')::date;
  job_key text := 'make-sales-report.' || kind || '-' || begins;
begin
  if date_trunc(kind, begins::timestamp) <> begins then
    raise exception 'No % begins on %.', kind, begins using errcode = 'NLINV';
  end if;
  if begins + ('1 ' || kind)::interval > private.day_of(now()) then
    raise exception 'This % has not ended.', kind using errcode = 'NLCON';
  end if;
  perform private.add_job('make-sales-report', job_key, jsonb_build_object('kind', kind, 'firstDay', begins), plan_period.trace);
  return (select private.job_json(j) from public.jobs j where j.key = job_key);
end
$$;

create function public.keep_report_mail(kind text, first_day date, email_id text) returns void
language sql security definer set search_path = '' as $$
  update public.reports r set email_id = keep_report_mail.email_id
    where r.kind = keep_report_mail.kind and r.first_day = keep_report_mail.first_day
$$;
grant execute on function public.past_until, public.collect_hour, public.low_stock, public.save_report, public.plan_period, public.keep_report_mail to make_sales_report;

-- Sales come from the reports of days, which have added them up: so this costs the same after a million orders. A variant
-- is reordered when its stock would not last through the delivery and the week until the next report, for that time and
-- four more weeks; also when it is sold out, although the sales then do not say how many.
create function private.stock_lines(day date) returns jsonb
language sql stable security definer set search_path = '' as $$
  with days as (
    select r.figures from public.reports r
    where r.kind = 'day' and r.first_day between stock_lines.day - 28 and stock_lines.day - 1
  ), known as (
    select count(*)::integer as days from days
  ), sold as (
    select (s ->> 'variantId')::uuid as variant_id, sum((s ->> 'quantity')::integer)::integer as pieces
    from days, jsonb_array_elements(days.figures -> 'sold') s group by 1
  ), lines as (
    select v.id as variant_id, p.id as product_id, v.sku, p.name, v.name as finish, v.stock, p.lead_days, known.days,
      coalesce(sold.pieces, 0) as sold,
      case when sold.pieces > 0 then greatest(ceil(sold.pieces * (p.lead_days + 28)::numeric / known.days) - v.stock, 1)::integer end as quantity,
      case when sold.pieces > 0 then v.stock * known.days / sold.pieces - p.lead_days else -p.lead_days end as margin
    from public.variants v join public.products p on p.id = v.product_id cross join known left join sold on sold.variant_id = v.id
    where p.status = 'active'
      and (v.stock = 0 or (sold.pieces > 0 and v.stock * known.days < sold.pieces * (p.lead_days + 7)))
  )
  select coalesce(jsonb_agg(to_jsonb(l) - 'margin' order by l.quantity is null, l.margin, l.name, l.finish), '[]') from lines l
$$;

-- The Monday of a stock report that is called for at a moment: the last one of the shop, or today.
create function private.monday_of(moment timestamptz) returns date
language sql stable set search_path = '' as $$
  select date_trunc('week', private.day_of(monday_of.moment)::timestamp)::date
$$;

-- Makes the report of a Monday from the sales before that day, once, however often and late this is called. Returns the job
-- that mails it; null when nothing is to be reordered, or the job is done.
create function private.make_stock_report(at timestamptz, trace text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare report_day date := private.monday_of(make_stock_report.at);
begin
  perform pg_advisory_xact_lock(hashtextextended('stock report', 0));
  if not exists (select from public.stock_reports r where r.day = report_day) then
    insert into public.stock_reports (day, lines) values (report_day, private.stock_lines(report_day));
  end if;
  if (select jsonb_array_length(r.lines) from public.stock_reports r where r.day = report_day) = 0 then return null; end if;
  return private.add_job('tell-owner', 'tell-owner.stock-' || report_day, jsonb_build_object('about', 'stock', 'id', report_day::text),
    make_stock_report.trace);
end
$$;
-- Returns that job, and for the caller: the report's day, whether this call made it, and how many finishes to reorder.
create function public.make_stock_report(at timestamptz, trace text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  report_day date := private.monday_of(make_stock_report.at);
  job jsonb := private.make_stock_report(make_stock_report.at, make_stock_report.trace);
begin
  return (select jsonb_build_object('day', r.day, 'made', r.made_at = now(), 'finishes', jsonb_array_length(r.lines), 'job', job)
    from public.stock_reports r where r.day = report_day);
end
$$;
grant execute on function public.make_stock_report to stock_report;

-- Only the last Monday is made up: its report says all that an earlier one would.
create function private.plan_missed_stock_report(at timestamptz, due timestamptz, trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.make_stock_report(plan_missed_stock_report.due, plan_missed_stock_report.trace)
  where exists (select from public.stock_reports r where r.day < private.monday_of(plan_missed_stock_report.due))
$$;
insert into private.planners values ('plan_missed_stock_report');

create function public.get_stock_report(day date) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('made_at', r.made_at, 'lines', r.lines) from public.stock_reports r where r.day = get_stock_report.day
$$;
grant execute on function public.get_stock_report to tell_owner;
