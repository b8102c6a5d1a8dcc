-- What to reorder: by what was sold in the last 28 days, what is left, and how long a delivery takes.

create role stock_report nologin;
grant function_runner to stock_report;
grant stock_report to authenticator;

-- Days from an order at the maker until the lamps are here. Three weeks unless staff know better.
alter table public.products add column lead_days integer not null default 21 check (lead_days between 1 and 365);
grant insert (lead_days), update (lead_days) on public.products to authenticated;

-- `lines`: what to reorder, the most urgent first.
create table public.stock_reports (
  day date primary key check (extract(isodow from day) = 1),
  lines jsonb not null,
  made_at timestamptz not null default now()
);
alter table public.stock_reports enable row level security;
alter table public.stock_reports force row level security;
grant select on public.stock_reports to authenticated;
grant all on public.stock_reports to service_role;
create policy "staff read stock reports" on public.stock_reports for select to authenticated using ((select public.is_staff()));

-- Sales come from the reports of days, which have added them up already: so this costs the same after a million orders.
-- To be ordered is what would not last through the delivery and the week until the next report, for that time and four
-- weeks more; and what is sold out, although then nothing says how many.
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

-- The Monday to which a stock report belongs that is called for at a moment: the last one of the shop, or today.
create function private.monday_of(moment timestamptz) returns date
language sql stable set search_path = '' as $$
  select date_trunc('week', private.day_of(monday_of.moment)::timestamp)::date
$$;

-- Makes the report of a Monday, once, whoever calls, how often and however late: of the sales before that day. Gives the job
-- that mails it; null when there is nothing to say, or it is done.
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
-- Gives that job, and for whoever asks: the report's day, whether this call made it, and how much there is to reorder.
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

create function public.get_stock_report(day date) returns jsonb
language sql stable security definer set search_path = '' as $$
  select r.lines from public.stock_reports r where r.day = get_stock_report.day
$$;

-- Occurrences that the scheduler should have called for and did not: the sweep makes them up from eight in the morning of
-- their day by the shop's clock, when all of them were due; reports from four hours after midnight. Nothing is owed before the
-- first of its kind. Days are the shop's: reports and checks belong to every one, the clean-up to Sundays, the stock report to
-- Mondays. Of checks, clean-ups and stock reports only the last is made up, since it says and does all that those before it
-- would. Gives the jobs that are new, to ring for.
create function private.plan_missed(at timestamptz, trace text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare
  -- Hours of the clock, also on the Sundays when it changes.
  today date := (plan_missed.at at time zone private.zone() - interval '8 hours')::date;
  due timestamptz := private.start_of(today);
  planned jsonb[];
begin
  if exists (select from public.reports r where r.kind = 'day' and r.first_day < private.day_of(plan_missed.at - interval '4 hours')) then
    planned := array(select private.plan_reports(plan_missed.at - interval '4 hours', plan_missed.trace));
  end if;
  if exists (select from public.jobs j where j.name = 'check-invariants' and j.created_at < due) then
    planned := planned || private.plan_check(due, plan_missed.trace);
  end if;
  if exists (select from public.clean_ups c where c.day < private.sunday_of(due)) then
    planned := planned || private.plan_clean_up(due, plan_missed.trace);
  end if;
  if exists (select from public.stock_reports r where r.day < private.monday_of(due)) then
    planned := planned || private.make_stock_report(due, plan_missed.trace);
  end if;
  return query select p.job from unnest(planned) as p (job)
    where exists (select from public.jobs j where j.key = p.job ->> 'key' and j.created_at = now());
end
$$;
create function public.plan_missed(trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.plan_missed(now(), plan_missed.trace)
$$;

revoke execute on function public.make_stock_report, public.get_stock_report, public.plan_missed from public;
revoke execute on function private.stock_lines, private.monday_of, private.make_stock_report, private.plan_missed from public;
grant execute on function public.make_stock_report to stock_report;
grant execute on function public.get_stock_report to tell_owner;
grant execute on function public.plan_missed to sweep;
