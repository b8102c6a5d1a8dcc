-- Whether the shop works: every five minutes a row for each of its parts, and incidents that the owner is told of.

create role health nologin;
create role check_health nologin;
grant function_runner to health, check_health;
grant health, check_health to authenticator;

create table public.health_checks (
  at timestamptz not null,
  part text not null check (part ~ '^[a-z]+(-[a-z]+)*$'),
  ok boolean not null,
  ms integer not null check (ms >= 0),
  -- why the check failed; only staff read it
  note text,
  primary key (at, part),
  check (ok = (note is null))
);

-- Sums by day of the shop. The status page reads only these, so that it costs next to nothing.
create table public.health_days (
  part text not null,
  day date not null,
  checks integer not null,
  failed integer not null,
  is_ok boolean not null,
  primary key (part, day)
);

-- From the first failed check to the first good one; `noticed_at` is the second failed check, which opened it.
create table public.incidents (
  id uuid primary key default gen_random_uuid(),
  part text not null,
  note text not null,
  began_at timestamptz not null,
  noticed_at timestamptz not null,
  ended_at timestamptz
);
create unique index incidents_open on public.incidents (part) where ended_at is null;
create index incidents_noticed on public.incidents (noticed_at desc);

alter table public.health_checks enable row level security, force row level security;
alter table public.health_days enable row level security, force row level security;
alter table public.incidents enable row level security, force row level security;
grant select on public.incidents to authenticated;
create policy "staff read incidents" on public.incidents for select to authenticated using ((select public.is_staff()));

-- Both ask whether the database answers; check-health also needs the address of one lamp.
grant select (product_id) on public.variants to health, check_health;
create policy "health asks for a finish" on public.variants for select to health using (true);
create policy "check-health asks for a finish" on public.variants for select to check_health using (true);
grant select (status, slug) on public.products to check_health;
create policy "check-health sees lamps for sale" on public.products for select to check_health using (status = 'active');

-- How the work goes that nobody waits for. Seconds are null when nothing waits. An event that arrives a day after it was made
-- was sent again on request, so it does not count as delay.
create function public.work_figures() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'overdue', (select count(*) from public.jobs j where j.status in ('waiting', 'running') and j.run_at < now() - interval '30 minutes'),
    'dead', (select count(*) from public.jobs j where j.status = 'failed'),
    'unshown', (select count(*) from private.page_changes c where c.changed_at < now() - interval '30 minutes'),
    'unhandled_seconds', (select extract(epoch from now() - min(e.received_at))::integer from public.stripe_events e
      where e.handled_at is null and e.received_at > now() - interval '7 days'),
    'lag_seconds', (select extract(epoch from max(e.received_at - e.created_at))::integer from public.stripe_events e
      where e.received_at > now() - interval '1 hour' and e.created_at > e.received_at - interval '1 day'),
    'last_report', (select max(r.first_day) from public.reports r where r.kind = 'day'),
    'report_due', private.day_of(now() - interval '4 hours') - 1)
$$;

-- Saves what a check found, once for each minute, however often this is called. A part that failed twice in a row opens an
-- incident, a good check ends it. Returns the job that tells the owner, if any, and whether anything was saved.
create function public.record_health(at timestamptz, results jsonb, trace text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moment timestamptz := date_trunc('minute', record_health.at); kept integer; job jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('health', 0));
  insert into public.health_checks (at, part, ok, ms, note)
    select moment, r.part, r.ok, r.ms, case when r.ok then null else left(coalesce(r.note, 'no reason'), 200) end
    from jsonb_to_recordset(results) as r (part text, ok boolean, ms integer, note text)
    on conflict on constraint health_checks_pkey do nothing;
  get diagnostics kept = row_count;
  if kept = 0 then return jsonb_build_object('kept', false, 'job', null); end if;
  insert into public.health_days as d (part, day, checks, failed, is_ok)
    select c.part, private.day_of(moment), 1, (not c.ok)::integer, c.ok from public.health_checks c where c.at = moment
    on conflict on constraint health_days_pkey do update
      set checks = d.checks + 1, failed = d.failed + excluded.failed, is_ok = excluded.is_ok;

  insert into public.incidents (part, note, began_at, noticed_at)
    select c.part, c.note, before.at, moment from public.health_checks c, lateral (
        select p.at, p.ok from public.health_checks p where p.part = c.part and p.at < moment order by p.at desc limit 1) before
    where c.at = moment and not c.ok and not before.ok
    on conflict (part) where ended_at is null do nothing;
  update public.incidents i set ended_at = moment from public.health_checks c
    where c.at = moment and c.ok and i.part = c.part and i.ended_at is null;

  if exists (select from public.incidents i where i.noticed_at = moment or i.ended_at = moment) then
    job := private.add_job('tell-owner', 'tell-owner.incidents-' || to_char(moment at time zone 'UTC', 'YYYY-MM-DD-HH24MI'),
      jsonb_build_object('about', 'incidents', 'id', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')), record_health.trace);
  end if;
  delete from public.health_checks c where c.at < now() - interval '90 days';
  delete from public.health_days d where d.day <= private.day_of(now()) - 90;
  return jsonb_build_object('kept', true, 'job', job);
end
$$;
grant execute on function public.work_figures, public.record_health to check_health;

-- The incidents that a check opened or ended; to that of the dead letters the last of them.
create function public.get_incidents(checked_at timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(i) || jsonb_build_object('jobs', (
      select coalesce(jsonb_agg(jsonb_build_object('name', j.name, 'trace', split_part(j.trace, '-', 2)) order by j.finished_at desc, j.key), '[]') from (
        select * from public.jobs x where x.status = 'failed' and i.part = 'dead-letters' and i.ended_at is null order by x.finished_at desc, x.key limit 5) j))
    order by i.began_at, i.part), '[]') from public.incidents i
    where get_incidents.checked_at in (i.noticed_at, i.ended_at)
$$;
grant execute on function public.get_incidents to tell_owner;

-- What everybody may know: how each part did on each day, and incidents without their reasons. That keys end soon is for the
-- owner alone.
create function public.status_report() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'checked_at', (select max(c.at) from public.health_checks c),
    'today', private.day_of(now()),
    'past_until', public.past_until(),
    'parts', (select coalesce(jsonb_agg(to_jsonb(p) order by p.part), '[]') from (
      select d.part, (array_agg(d.is_ok order by d.day desc))[1] as ok,
        jsonb_agg(jsonb_build_object('day', d.day, 'checks', d.checks, 'failed', d.failed) order by d.day) as days
      from public.health_days d where d.part <> 'keys' group by d.part) p),
    'incidents', (select coalesce(jsonb_agg(jsonb_build_object('part', i.part, 'began_at', i.began_at, 'ended_at', i.ended_at)
        order by i.began_at desc), '[]')
      from (select * from public.incidents i where i.part <> 'keys' and (i.ended_at is null or i.ended_at > now() - interval '90 days')
        order by i.began_at desc limit 50) i))
$$;
grant execute on function public.status_report to anon, authenticated;
