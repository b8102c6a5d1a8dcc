-- What the nightly check of the invariants finds, and the mail to the owner about it.

-- Breaches, from the night of the check that found them to the one that found them gone.
create table public.findings (
  id uuid primary key default gen_random_uuid(),
  invariant text not null references public.invariants (id),
  detail text not null,
  order_id uuid references public.orders (id),
  found_at timestamptz not null default now(),
  gone_at timestamptz
);
create unique index findings_open on public.findings (invariant, detail) where gone_at is null;
create index findings_order on public.findings (order_id);

alter table public.findings enable row level security, force row level security;

-- There is one check for each night, however often this is called. Returns the job to send to the queue; null when it is done.
create function private.plan_check(at timestamptz, trace text) returns jsonb
language sql security definer set search_path = '' as $$
  select private.add_job('check-invariants', 'check-invariants.' || private.day_of(plan_check.at),
    jsonb_build_object('day', private.day_of(plan_check.at)), plan_check.trace)
$$;
create function public.plan_check(at timestamptz, trace text) returns jsonb
language sql security definer set search_path = '' as $$
  select private.plan_check(plan_check.at, plan_check.trace)
$$;
grant execute on function public.plan_check to invariants;

-- Only the last night is made up: its check finds all that an earlier one would. Nothing is missed before the first check.
create function private.plan_missed_check(at timestamptz, due timestamptz, trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.plan_check(plan_missed_check.due, plan_missed_check.trace)
  where exists (select from public.jobs j where j.name = 'check-invariants' and j.created_at < plan_missed_check.due)
$$;
insert into private.planners values ('plan_missed_check');

-- Looks for the breaches of one invariant, at most 500: saves new ones, marks those that are gone, and flags the orders that
-- break it. Returns how many there are.
create function public.check_invariant(invariant_id text) returns integer
language plpgsql security definer set search_path = '' as $$
declare breaches text[];
begin
  breaches := array(select b.detail from public.find_breaches(check_invariant.invariant_id) b order by b.detail limit 500);
  insert into public.findings (invariant, detail, order_id)
    select check_invariant.invariant_id, b.detail, o.id from unnest(breaches) as b (detail)
      left join public.orders o on o.id = substring(b.detail from '^order ([0-9a-f-]{36})')::uuid
    on conflict (invariant, detail) where gone_at is null do nothing;
  if cardinality(breaches) < 500 then
    update public.findings f set gone_at = now()
      where f.invariant = check_invariant.invariant_id and f.gone_at is null and f.detail <> all (breaches);
  end if;
  update public.orders o set needs_attention = f.invariant || ': ' || i.promise
    from public.findings f join public.invariants i on i.id = f.invariant
    where f.invariant = check_invariant.invariant_id and f.gone_at is null and o.id = f.order_id and coalesce(o.needs_attention, '') = '';
  return cardinality(breaches);
end
$$;

-- What breaks an invariant now, the oldest first.
create function private.open_findings(most integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(f)), '[]') from (
    select f.id, f.invariant, i.promise, f.detail, f.found_at, f.order_id, o.number as order_number
    from public.findings f join public.invariants i on i.id = f.invariant left join public.orders o on o.id = f.order_id
    where f.gone_at is null order by f.found_at, f.invariant, f.detail limit most) f
$$;

-- Ends the check of a night: the owner gets one mail when anything is broken. Returns the job to send to the queue, if any.
create function public.report_findings(day date, trace text) returns jsonb
language sql security definer set search_path = '' as $$
  select private.add_job('tell-owner', 'tell-owner.findings-' || report_findings.day,
    jsonb_build_object('about', 'findings', 'id', report_findings.day::text), report_findings.trace)
  where exists (select from public.findings f where f.gone_at is null)
$$;
grant execute on function public.check_invariant, public.report_findings to check_invariants;

create function public.get_findings() returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.open_findings(50)
$$;
grant execute on function public.get_findings to tell_owner;
