-- The weekly clean-up. A dry run lists exactly what the clean-up would remove, because both use one definition.

create role clean_up nologin;
create role do_clean_up nologin;
grant function_runner to clean_up, do_clean_up;
grant clean_up, do_clean_up to authenticator;
-- They read whole tables. The API gives a request eight seconds unless its role says otherwise.
alter role clean_up set statement_timeout = '50s';
alter role do_clean_up set statement_timeout = '50s';

-- What remains of function runs after a month: sums by day of the shop. `memory` is in megabytes times milliseconds.
create table public.function_days (
  day date not null,
  function text not null,
  runs bigint not null,
  errors bigint not null,
  ms bigint not null,
  memory bigint not null,
  slowest_ms integer not null,
  primary key (day, function)
);

-- What the clean-up of each Sunday removed: for every kind how many, and the names of the first.
create table public.clean_ups (
  day date primary key check (extract(isodow from day) = 7),
  removed jsonb not null,
  finished_at timestamptz not null default now()
);

alter table public.function_days enable row level security, force row level security;
alter table public.clean_ups enable row level security, force row level security;
grant select on public.clean_ups to authenticated;
create policy "staff read clean-ups" on public.clean_ups for select to authenticated using ((select public.is_staff()));

-- The names of leftovers of one kind, at most so many.
create function private.leftovers(kind text, most integer) returns setof text
language plpgsql stable security definer set search_path = '' as $$
begin
  case kind
    -- /about says how many days. An order that is being paid still needs its cart.
    when 'carts' then return query
      select c.id::text from public.carts c where c.updated_at < now() - private.days('cart_days')
        and not exists (select from public.orders o where o.cart_id = c.id and o.status = 'pending') limit most;
    -- Announced a day ago and never uploaded: the upload's address was valid for two hours.
    when 'uploads' then return query
      select i.id::text from public.photographs i where i.status = 'waiting' and i.created_at < now() - interval '1 day'
        and not exists (select from storage.objects f where f.bucket_id = 'originals' and f.name = i.original_path) limit most;
    -- Whole days of the shop, so that their sums are whole.
    when 'runs' then return query
      select r.id::text from public.function_runs r where r.started_at < private.start_of(private.day_of(now()) - 30)
        order by r.started_at limit most;
    -- Also those above the newest so many, so that a busy month does not fill the disk.
    when 'spans' then return query
      select s.trace || '.' || s.id from public.spans s where s.started_at < greatest(now() - interval '30 days',
          (select x.started_at from public.spans x order by x.started_at desc offset 500000 limit 1))
        order by s.started_at limit most;
    when 'events' then return query
      select e.id from public.stripe_events e where e.handled_at is not null and e.received_at < now() - interval '90 days' limit most;
    -- Steps serve a job that resumes; a job that is done never resumes.
    when 'steps' then return query
      select j.key from public.jobs j where j.status = 'done' and j.finished_at < now() - interval '30 days'
        and exists (select from public.job_steps s where s.job_key = j.key) limit most;
    -- They hold an address. /about says how many days; a question that was not mailed yet stays.
    when 'questions' then return query
      select q.id::text from public.questions q where q.sent_at < now() - private.days('question_days') limit most;
    when 'turns' then return query
      select t.key from private.turns t where t.window_started_at < now() - interval '1 day' limit most;
    -- Accounts of visits: for some hours they open the admin of a demo. One with an order stays with it.
    when 'visitors' then return query
      select u.id::text from auth.users u where u.is_anonymous and u.created_at < now() - interval '1 day'
        and not exists (select from public.orders o where o.user_id = u.id) limit most;
    when 'originals' then return query
      select f.name from storage.objects f where f.bucket_id = 'originals' and greatest(f.created_at, f.updated_at) < now() - interval '1 day'
        and not exists (select from public.photographs i where i.original_path = f.name) limit most;
    when 'sizes' then return query
      select f.name from storage.objects f where f.bucket_id = 'photographs' and greatest(f.created_at, f.updated_at) < now() - interval '1 day'
        and not exists (select from public.photograph_sizes s where s.path = f.name) limit most;
  end case;
end
$$;

-- What a clean-up would remove now: for every kind how many (100,000 stands for more), and the first of their names.
create function public.list_leftovers(most integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_object_agg(k.kind, (select jsonb_build_object('count', count(*), 'names', coalesce(jsonb_agg(l.name) filter (where l.n <= most), '[]'))
      from (select x.name, row_number() over () as n from private.leftovers(k.kind, 100000) as x (name)) l))
  from unnest(array['carts', 'uploads', 'runs', 'spans', 'events', 'steps', 'questions', 'turns', 'visitors', 'originals', 'sizes']) as k (kind)
$$;

-- The names of files that are left over. Storage itself removes the files, because it knows where their bytes are.
create function public.list_leftover_files(kind text, most integer) returns setof text
language sql stable security definer set search_path = '' as $$
  select private.leftovers(list_leftover_files.kind, list_leftover_files.most)
    where list_leftover_files.kind in ('originals', 'sizes')
$$;

-- Removes at most so many rows of one kind and returns their names. A row that somebody used since it was listed stays.
create function public.remove_leftovers(kind text, most integer) returns setof text
language plpgsql security definer set search_path = '' as $$
declare names text[] := array(select private.leftovers(remove_leftovers.kind, remove_leftovers.most));
begin
  case remove_leftovers.kind
    when 'carts' then return query delete from public.carts c
      where c.id = any (names::uuid[]) and c.updated_at < now() - private.days('cart_days') returning c.id::text;
    when 'uploads' then return query
      delete from public.photographs i where i.id = any (names::uuid[]) and i.status = 'waiting' returning i.id::text;
    when 'runs' then return query
      with gone as (
        delete from public.function_runs r where r.id = any (names::uuid[]) returning r.*
      ), summed as (
        insert into public.function_days as d (day, function, runs, errors, ms, memory, slowest_ms)
          select private.day_of(g.started_at), g.function, count(*), count(*) filter (where coalesce(g.status, 500) >= 500),
            coalesce(sum(g.ms), 0), coalesce(sum(g.ms::bigint * g.memory_mb), 0), coalesce(max(g.ms), 0) from gone g group by 1, 2
        on conflict on constraint function_days_pkey do update set runs = d.runs + excluded.runs, errors = d.errors + excluded.errors,
          ms = d.ms + excluded.ms, memory = d.memory + excluded.memory, slowest_ms = greatest(d.slowest_ms, excluded.slowest_ms)
      )
      select g.id::text from gone g;
    when 'spans' then return query delete from public.spans s using unnest(names) as n (name)
      where s.trace = split_part(n.name, '.', 1) and s.id = split_part(n.name, '.', 2) returning n.name;
    when 'events' then return query delete from public.stripe_events e where e.id = any (names) returning e.id;
    when 'steps' then return query
      with gone as (delete from public.job_steps s where s.job_key = any (names) returning s.job_key) select distinct g.job_key from gone g;
    when 'questions' then return query delete from public.questions q where q.id = any (names::uuid[]) returning q.id::text;
    when 'turns' then return query delete from private.turns t
      where t.key = any (names) and t.window_started_at < now() - interval '1 day' returning t.key;
    when 'visitors' then return query delete from auth.users u where u.id = any (names::uuid[]) and u.is_anonymous returning u.id::text;
  end case;
end
$$;

-- The Sunday of a clean-up that is called for at a moment: the last one of the shop, or today.
create function private.sunday_of(moment timestamptz) returns date
language sql stable set search_path = '' as $$
  select date_trunc('week', (private.day_of(sunday_of.moment) + 1)::timestamp)::date - 1
$$;

-- There is one clean-up for each Sunday, however often and late this is called. Returns the job to send to the queue; null
-- when it is done.
create function private.plan_clean_up(at timestamptz, trace text) returns jsonb
language sql security definer set search_path = '' as $$
  select private.add_job('do-clean-up', 'do-clean-up.' || private.sunday_of(plan_clean_up.at),
    jsonb_build_object('day', private.sunday_of(plan_clean_up.at)), plan_clean_up.trace)
$$;
-- Returns that job, and for the caller the clean-up's day and state: 'waiting', 'running', 'done' or 'failed'.
create function public.plan_clean_up(at timestamptz, trace text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  sunday date := private.sunday_of(plan_clean_up.at);
  job jsonb := private.plan_clean_up(plan_clean_up.at, plan_clean_up.trace);
begin
  return jsonb_build_object('day', sunday, 'job', job,
    'status', (select j.status from public.jobs j where j.key = 'do-clean-up.' || sunday));
end
$$;

-- Only the last Sunday is made up: its clean-up removes all that an earlier one would. Nothing is missed before the first.
create function private.plan_missed_clean_up(at timestamptz, due timestamptz, trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.plan_clean_up(plan_missed_clean_up.due, plan_missed_clean_up.trace)
  where exists (select from public.clean_ups c where c.day < private.sunday_of(plan_missed_clean_up.due))
$$;
insert into private.planners values ('plan_missed_clean_up');

create function public.keep_clean_up(day date, removed jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.clean_ups (day, removed) values (keep_clean_up.day, keep_clean_up.removed)
    on conflict on constraint clean_ups_pkey do update set removed = excluded.removed, finished_at = now()
$$;
grant execute on function public.list_leftovers, public.plan_clean_up to clean_up;
grant execute on function public.list_leftover_files, public.remove_leftovers, public.keep_clean_up to do_clean_up;

-- Storage shows to this role, and lets it delete, only leftovers.
grant usage on schema storage to do_clean_up;
grant select on storage.buckets to do_clean_up;
grant select, delete on storage.objects to do_clean_up;
grant select (original_path) on public.photographs to do_clean_up;
grant select (path) on public.photograph_sizes to do_clean_up;
create policy "do-clean-up knows what has an original" on public.photographs for select to do_clean_up using (true);
create policy "do-clean-up knows what has a size" on public.photograph_sizes for select to do_clean_up using (true);
create policy "do-clean-up sees its buckets" on storage.buckets for select to do_clean_up using (id in ('originals', 'photographs'));
create policy "do-clean-up may select leftovers" on storage.objects for select to do_clean_up
  using (greatest(created_at, updated_at) < now() - interval '1 day' and case bucket_id
    when 'originals' then not exists (select from public.photographs i where i.original_path = name)
    when 'photographs' then not exists (select from public.photograph_sizes s where s.path = name)
    else false end);
create policy "do-clean-up may delete leftovers" on storage.objects for delete to do_clean_up
  using (greatest(created_at, updated_at) < now() - interval '1 day' and case bucket_id
    when 'originals' then not exists (select from public.photographs i where i.original_path = name)
    when 'photographs' then not exists (select from public.photograph_sizes s where s.path = name)
    else false end);

notify pgrst, 'reload config';
