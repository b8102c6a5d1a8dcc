-- The jobs table is the truth, the queue is the doorbell: a row is written in the transaction that makes it necessary,
-- and the sweep rings again for what was not answered.

create table public.jobs (
  key text primary key check (key !~ ':'),
  name text not null check (name ~ '^[a-z]+(-[a-z]+)*$'),
  input jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed')),
  run_at timestamptz not null default now(),
  rung_at timestamptz,
  attempts integer not null default 0,
  error text,
  trace text,
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now()
);
create index jobs_open on public.jobs (run_at) where status in ('waiting', 'running');

create table public.job_steps (
  job_key text not null references public.jobs (key) on delete cascade,
  step text not null,
  result jsonb,
  finished_at timestamptz not null default now(),
  primary key (job_key, step)
);

create table public.function_runs (
  id uuid primary key,
  function text not null,
  trigger text not null check (trigger in ('http', 'webhook', 'queue', 'cron')),
  trace text not null,
  started_at timestamptz not null,
  ms integer not null check (ms >= 0),
  cold boolean not null,
  memory_mb integer not null,
  status integer not null,
  error text
);
create index function_runs_started on public.function_runs (started_at desc);
create index function_runs_trace on public.function_runs (trace);

create table public.stripe_events (
  id text primary key,
  type text not null,
  created_at timestamptz not null,
  received_at timestamptz not null default now(),
  handled_at timestamptz
);

-- The name of the function that is asking: its role in the API's token.
create function public.function_name() returns text
language sql stable set search_path = '' as $$
  select replace(current_user::text, '_', '-')
$$;
grant execute on function public.function_name to function_runner;

do $$
declare name text;
begin
  foreach name in array array['jobs', 'job_steps', 'function_runs', 'stripe_events'] loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
  end loop;
end
$$;

grant select on public.jobs to function_runner;
grant update (status, attempts, error, started_at, finished_at) on public.jobs to function_runner;
create policy "functions see their own jobs" on public.jobs for select to function_runner using (name = public.function_name());
create policy "functions work on their own jobs" on public.jobs for update to function_runner
  using (name = public.function_name()) with check (name = public.function_name());

grant select, insert on public.job_steps to function_runner;
create policy "functions see their own steps" on public.job_steps for select to function_runner
  using (exists (select from public.jobs j where j.key = job_key));
create policy "functions remember their own steps" on public.job_steps for insert to function_runner
  with check (exists (select from public.jobs j where j.key = job_key));

grant insert on public.function_runs to function_runner;
create policy "functions record their own runs" on public.function_runs for insert to function_runner
  with check (function = public.function_name());

-- A job as functions read it.
create function private.job_json(job public.jobs) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('key', job.key, 'name', job.name, 'input', job.input, 'run_at', job.run_at, 'trace', job.trace)
$$;

-- Idempotent: one job per key. Gives the job to ring for; null when it is already done.
create function private.add_job(name text, key text, input jsonb, trace text, run_at timestamptz default now()) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare job public.jobs;
begin
  insert into public.jobs (key, name, input, trace, run_at)
    values (add_job.key, add_job.name, add_job.input, add_job.trace, add_job.run_at)
    on conflict on constraint jobs_pkey do nothing;
  select * into job from public.jobs j where j.key = add_job.key;
  return case when job.status in ('waiting', 'running') then private.job_json(job) end;
end
$$;

-- Takes a job for one delivery: 'taken', 'busy' (another delivery holds it; ask again later), 'done' or 'failed'.
-- A holder that has said nothing for 75 seconds is taken for dead: no function may run longer than 60 seconds.
create function public.start_job(key text) returns text
language plpgsql security invoker set search_path = '' as $$
declare state text;
begin
  update public.jobs j set status = 'running', attempts = j.attempts + 1, started_at = now()
    where j.key = start_job.key
      and (j.status = 'waiting' or (j.status = 'running' and j.started_at < now() - interval '75 seconds'));
  if found then return 'taken'; end if;
  select j.status into state from public.jobs j where j.key = start_job.key;
  if state is null then raise exception 'There is no such job.' using errcode = 'NLNOT'; end if;
  return case state when 'running' then 'busy' else state end;
end
$$;

create function public.finish_job(key text) returns void
language sql security invoker set search_path = '' as $$
  update public.jobs j set status = 'done', error = null, finished_at = now() where j.key = finish_job.key
$$;

-- After 20 attempts, or when trying again cannot help (`final`), a job is dead and a person must look.
create function public.fail_job(key text, error text, final boolean) returns void
language sql security invoker set search_path = '' as $$
  update public.jobs j set error = left(fail_job.error, 500), finished_at = now(),
      status = case when fail_job.final or j.attempts >= 20 then 'failed' else 'waiting' end
    -- A late failure of one attempt never undoes what another has finished.
    where j.key = fail_job.key and j.status = 'running'
$$;
grant execute on function public.start_job, public.finish_job, public.fail_job to function_runner;

-- For the sweep: jobs that are due and that nobody answered for five minutes. Marks them as rung, so that two sweeps share them.
create function public.take_overdue_jobs(most integer) returns setof jsonb
language sql security definer set search_path = '' as $$
  with overdue as (
    select j.key from public.jobs j
    where (j.status = 'waiting' or (j.status = 'running' and j.started_at < now() - interval '5 minutes'))
      and j.run_at < now() - interval '1 minute' and coalesce(j.rung_at, j.run_at) < now() - interval '1 minute'
      and coalesce(j.finished_at, j.run_at) < now() - interval '5 minutes'
    order by j.run_at for update skip locked limit least(greatest(most, 0), 100)
  )
  update public.jobs j set rung_at = now() from overdue where j.key = overdue.key returning private.job_json(j)
$$;
revoke execute on function public.take_overdue_jobs from public;
grant execute on function public.take_overdue_jobs to sweep;

-- One effect per event: true for the first to keep this id, and again as long as its effect has not been confirmed.
create function public.keep_stripe_event(id text, type text, created_at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare handled timestamptz;
begin
  insert into public.stripe_events (id, type, created_at)
    values (keep_stripe_event.id, keep_stripe_event.type, keep_stripe_event.created_at)
    on conflict on constraint stripe_events_pkey do nothing;
  select e.handled_at into handled from public.stripe_events e where e.id = keep_stripe_event.id;
  return handled is null;
end
$$;
create function public.stripe_event_handled(id text) returns void
language sql security definer set search_path = '' as $$
  update public.stripe_events e set handled_at = now() where e.id = stripe_event_handled.id and e.handled_at is null
$$;
revoke execute on function public.keep_stripe_event, public.stripe_event_handled from public;
grant execute on function public.keep_stripe_event, public.stripe_event_handled to stripe_webhook;
