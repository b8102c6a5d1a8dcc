-- Long work pauses between its steps, and what fails for long is tried less and less often.

-- Ends a run that has used its time, without counting it as a failed attempt. Gives the job to ring for.
create function public.pause_job(key text) returns jsonb
language sql security invoker set search_path = '' as $$
  update public.jobs j set status = 'waiting', attempts = j.attempts - 1, finished_at = now()
    where j.key = pause_job.key and j.status = 'running'
    returning jsonb_build_object('key', j.key, 'name', j.name, 'input', j.input, 'run_at', j.run_at, 'trace', j.trace)
$$;

-- The results of a job's finished steps by name, all at once; null when none is finished.
create function public.finished_steps(key text) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_object_agg(s.step, s.result) from public.job_steps s where s.job_key = finished_steps.key
$$;
revoke execute on function public.pause_job, public.finished_steps from public;
grant execute on function public.pause_job, public.finished_steps to function_runner;

-- As before, but the pause after the nth failure is n times five minutes, an hour at most: twenty attempts then last most
-- of a day, so that a mail outlives the outage of the mail service.
create or replace function public.take_overdue_jobs(most integer) returns setof jsonb
language sql security definer set search_path = '' as $$
  with overdue as (
    select j.key from public.jobs j
    where (j.status = 'waiting' or (j.status = 'running' and j.started_at < now() - interval '5 minutes'))
      and j.run_at < now() - interval '1 minute' and coalesce(j.rung_at, j.run_at) < now() - interval '1 minute'
      and coalesce(j.finished_at, j.run_at) < now() - interval '5 minutes' * least(greatest(j.attempts, 1), 12)
    order by j.run_at for update skip locked limit least(greatest(most, 0), 100)
  )
  update public.jobs j set rung_at = now() from overdue where j.key = overdue.key returning private.job_json(j)
$$;
