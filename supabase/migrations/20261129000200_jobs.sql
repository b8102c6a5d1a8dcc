-- The jobs table holds what must be done. The transaction that makes a job necessary writes its row; the queue only tells a
-- function to look, and the sweep tells it again when nobody answered.

create role sweep nologin;
grant function_runner to sweep;
grant sweep to authenticator;

create table public.jobs (
  key text primary key check (key !~ ':'),
  name text not null check (name ~ '^[a-z]+(-[a-z]+)*$'),
  input jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'discarded')),
  run_at timestamptz not null default now(),
  rung_at timestamptz,
  attempts integer not null default 0,
  -- how often it was taken: each run has its number, and a run that lost the job to a later one may say nothing more about it
  runs integer not null default 0,
  error text,
  trace text,
  started_at timestamptz,
  leased_until timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now()
);
-- By the beginning of a key. With another collation, such as that of a hosted database, no index finds it.
create index jobs_key on public.jobs (key collate "C");
create index jobs_open on public.jobs (run_at) where status in ('waiting', 'running');
create index jobs_dead on public.jobs (finished_at) where status = 'failed';
create index jobs_order on public.jobs ((input ->> 'orderId'));
create index jobs_trace on public.jobs (split_part(trace, '-', 2));

create table public.job_steps (
  job_key text not null references public.jobs (key) on delete cascade,
  step text not null,
  result jsonb,
  -- the run that did it
  run integer not null default 0,
  finished_at timestamptz not null default now(),
  primary key (job_key, step)
);

-- The name of the calling function: its role in the API's token.
create function public.function_name() returns text
language sql stable set search_path = '' as $$
  select replace(current_user::text, '_', '-')
$$;
grant execute on function public.function_name to function_runner;

alter table public.jobs enable row level security, force row level security;
alter table public.job_steps enable row level security, force row level security;

grant select on public.jobs to function_runner;
grant update (status, attempts, runs, error, started_at, leased_until, finished_at) on public.jobs to function_runner;
create policy "functions see their own jobs" on public.jobs for select to function_runner using (name = public.function_name());
create policy "functions work on their own jobs" on public.jobs for update to function_runner
  using (name = public.function_name()) with check (name = public.function_name());

grant select, insert on public.job_steps to function_runner;
create policy "functions see their own steps" on public.job_steps for select to function_runner
  using (exists (select from public.jobs j where j.key = job_key));
create policy "functions remember the steps of the run that holds the job" on public.job_steps for insert to function_runner
  with check (exists (select from public.jobs j where j.key = job_key and j.status = 'running' and j.runs = run));

-- A job as functions read it.
create function private.job_json(job public.jobs) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return jsonb_build_object('key', job.key, 'name', job.name, 'input', job.input, 'run_at', job.run_at, 'trace', job.trace);
end
$$;

-- Adds a job. Idempotent: there is one job for each key. Returns the job to send to the queue; null when it is already done.
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

-- Takes a job for one delivery: {"state": 'taken', 'busy' (another delivery holds it; ask again later), 'done' or 'failed',
-- "run": the number that the taker gives with every word about the job, "waited_from": since when the job could have run, "input": what is
-- to be done, "steps": the results of finished steps by name, null when there is none}.
-- `seconds` is how long a run of the function may take. The platform then ends it, so 15 seconds later its holder counts as
-- dead. No platform lets a function run longer than 900 seconds. A job whose runs end without a word has the same number of
-- attempts as one whose runs fail.
-- `execution` (id, trace, started_at, cold) begins the row of this run in function_runs, so that a run shows when it is killed.
create function public.start_job(key text, seconds integer, execution jsonb default null) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare job public.jobs; waited_from timestamptz;
begin
  update public.jobs j set status = 'failed', finished_at = now(), error = 'Its runs ended without a word, ' || j.attempts || ' times.'
    where j.key = start_job.key and j.status = 'running' and j.leased_until < now() and j.attempts >= 20;
  select greatest(j.run_at, j.created_at, j.finished_at) into waited_from from public.jobs j where j.key = start_job.key;
  update public.jobs j set status = 'running', attempts = j.attempts + 1, runs = j.runs + 1, started_at = now(),
      leased_until = now() + interval '1 second' * (least(greatest(start_job.seconds, 0), 900) + 15)
    where j.key = start_job.key and (j.status = 'waiting' or (j.status = 'running' and j.leased_until < now()))
    returning * into job;
  if found then
    -- A row that cannot be written must not keep the job from being done.
    if execution is not null then begin
      insert into public.function_runs (id, function, trigger, trace, started_at, cold, job_key, job_run, attempt, ends_by)
        values ((execution ->> 'id')::uuid, public.function_name(), 'queue', execution ->> 'trace', (execution ->> 'started_at')::timestamptz,
          (execution ->> 'cold')::boolean, job.key, job.runs, job.attempts, job.leased_until);
    exception when others then raise warning 'The run has no row: %', sqlerrm;
    end; end if;
    return jsonb_build_object('state', 'taken', 'run', job.runs, 'waited_from', waited_from, 'input', job.input, 'steps',
      (select jsonb_object_agg(s.step, s.result) from public.job_steps s where s.job_key = job.key));
  end if;
  select * into job from public.jobs j where j.key = start_job.key;
  if not found then raise exception 'There is no such job.' using errcode = 'NLNOT'; end if;
  return jsonb_build_object('state', case job.status when 'running' then 'busy' when 'discarded' then 'failed' else job.status end, 'run', null);
end
$$;

-- Each of these returns false, or null, and changes nothing when the run no longer holds the job.
create function public.finish_job(key text, run integer) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  update public.jobs j set status = 'done', error = null, finished_at = now()
    where j.key = finish_job.key and j.status = 'running' and j.runs = finish_job.run;
  return found;
end
$$;

-- After 20 attempts, or when another attempt cannot help (`final`), the job is dead and staff must look.
create function public.fail_job(key text, run integer, error text, final boolean) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  update public.jobs j set error = left(fail_job.error, 500), finished_at = now(),
      status = case when fail_job.final or j.attempts >= 20 then 'failed' else 'waiting' end
    where j.key = fail_job.key and j.status = 'running' and j.runs = fail_job.run;
  return found;
end
$$;

-- Holds a job for longer, for a run that no platform ends: a container task (deploy/container/task.ts) calls it again and again.
-- The run then ends later too, so it does not look killed; functions may not write that themselves, so this has more rights than they.
create function public.hold_job(key text, run integer, seconds integer) returns boolean
language plpgsql security definer set search_path = '' as $$
declare until constant timestamptz := now() + interval '1 second' * (least(greatest(hold_job.seconds, 0), 900) + 15);
begin
  update public.jobs j set leased_until = until
    where j.key = hold_job.key and j.status = 'running' and j.runs = hold_job.run
      and j.name = replace(current_setting('role'), '_', '-');
  if not found then return false; end if;
  update public.function_runs r set ends_by = until
    where r.job_key = hold_job.key and r.job_run = hold_job.run and r.status is null;
  return true;
end
$$;

-- Ends a run that has used its time, without counting it as a failed attempt. Returns the job to send to the queue.
create function public.pause_job(key text, run integer) returns jsonb
language sql security invoker set search_path = '' as $$
  update public.jobs j set status = 'waiting', attempts = j.attempts - 1, finished_at = now()
    where j.key = pause_job.key and j.status = 'running' and j.runs = pause_job.run
    returning jsonb_build_object('key', j.key, 'name', j.name, 'input', j.input, 'run_at', j.run_at, 'trace', j.trace)
$$;

grant execute on function public.start_job, public.finish_job, public.fail_job, public.hold_job, public.pause_job to function_runner;

-- Returns the jobs that are due and that nobody answered, and marks them, so that two sweeps share them. The pause after
-- the nth failure is n times five minutes, at most an hour: twenty attempts then last most of a day, so that a mail outlives
-- an outage of the mail service.
create function public.take_overdue_jobs(most integer) returns setof jsonb
language sql security definer set search_path = '' as $$
  with overdue as (
    select j.key from public.jobs j
    where (j.status = 'waiting' or (j.status = 'running' and j.leased_until < now()))
      and j.run_at < now() - interval '1 minute' and coalesce(j.rung_at, j.run_at) < now() - interval '1 minute'
      and coalesce(j.finished_at, j.run_at) < now() - interval '5 minutes' * least(greatest(j.attempts, 1), 12)
    order by j.run_at for update skip locked limit least(greatest(most, 0), 100)
  )
  update public.jobs j set rung_at = now() from overdue where j.key = overdue.key returning private.job_json(j)
$$;
grant execute on function public.take_overdue_jobs to sweep;

-- Functions that plan what the scheduler should have called for and did not. Each domain with a schedule adds its own:
-- private.<name>(at timestamptz, due timestamptz, trace text) returns setof jsonb, the jobs it planned.
create table private.planners (
  name text primary key
);
alter table private.planners enable row level security, force row level security;

-- `due` is the midnight that began the last day on which it has been eight in the morning by the shop's clock: by then
-- the scheduler had to call for everything of that day. Returns the jobs that are new, to send to the queue.
create function private.plan_missed(at timestamptz, trace text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare
  -- Hours of the clock, also on the Sundays when it changes.
  due timestamptz := private.start_of((plan_missed.at at time zone private.zone() - interval '8 hours')::date);
  planner text;
  planned jsonb[];
begin
  for planner in select p.name from private.planners p order by p.name loop
    execute format('select array(select private.%I($1, $2, $3))', planner) into planned using plan_missed.at, due, plan_missed.trace;
    return query select p.job from unnest(planned) as p (job)
      where exists (select from public.jobs j where j.key = p.job ->> 'key' and j.created_at = now());
  end loop;
end
$$;
create function public.plan_missed(trace text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.plan_missed(now(), plan_missed.trace)
$$;
grant execute on function public.plan_missed to sweep;
