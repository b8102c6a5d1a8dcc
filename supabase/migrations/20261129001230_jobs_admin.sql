-- What staff do with jobs: read them, replay dead ones, discard one with a reason, run a finished one again.

create index jobs_discarded on public.jobs (finished_at) where status = 'discarded';

-- When somebody tries a job again without being asked: a job that waits is rung by the sweep after its pause, one that runs is free
-- when its lease is over. Null for a job that nobody tries again.
create function private.job_next_by(job public.jobs) returns timestamptz
language sql stable set search_path = '' as $$
  select case job.status when 'running' then job.leased_until when 'waiting' then greatest(job.run_at + interval '1 minute',
    coalesce(job.rung_at, job.run_at) + interval '1 minute',
    coalesce(job.finished_at, job.run_at) + interval '5 minutes' * least(greatest(job.attempts, 1), 12)) end
$$;

-- The dead jobs ('dead'), those that wait or run ('open'), or those that staff discarded ('discarded'), the latest first:
-- {"jobs", "counts", "is_cut"}. Errors may quote what somebody wrote, so viewers do not see them.
create function public.list_jobs(list text, name text default null, most integer default 100) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  in_full constant boolean := public.may_edit();
  amount constant integer := least(greatest(list_jobs.most, 1), 500);
  found jsonb[];
begin
  perform private.demand_staff();
  if list_jobs.list not in ('dead', 'open', 'discarded') then
    raise exception 'There is no such list of jobs.' using errcode = 'NLINV';
  end if;
  found := array(
    select jsonb_build_object('key', j.key, 'name', j.name, 'status', j.status, 'attempts', j.attempts,
      'error', case when in_full then j.error end, 'trace', split_part(j.trace, '-', 2), 'created_at', j.created_at, 'run_at', j.run_at,
      'finished_at', j.finished_at, 'next_by', private.job_next_by(j))
    from public.jobs j
    where (list_jobs.name is null or j.name = list_jobs.name) and case list_jobs.list
      when 'dead' then j.status = 'failed' when 'discarded' then j.status = 'discarded' else j.status in ('waiting', 'running') end
    order by case when list_jobs.list = 'open' then j.run_at end, j.finished_at desc, j.key limit amount + 1);
  return jsonb_build_object('jobs', to_jsonb(found[:amount]), 'is_cut', cardinality(found) > amount, 'counts', jsonb_build_object(
    'dead', (select count(*) from public.jobs j where j.status = 'failed'),
    'open', (select count(*) from public.jobs j where j.status in ('waiting', 'running')),
    'discarded', (select count(*) from public.jobs j where j.status = 'discarded')));
end
$$;

-- Makes jobs wait again, and records who did it. Its callers check the right.
create function private.revive_job(key text, before text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare job public.jobs;
begin
  update public.jobs j set status = 'waiting', attempts = 0, error = null, run_at = now(), rung_at = null
    where j.key = revive_job.key and j.status = revive_job.before returning * into job;
  if not found then return null; end if;
  perform private.note_job('update', job.key, jsonb_build_object('status', revive_job.before), '{"status": "waiting"}');
  return private.job_json(job);
end
$$;

-- Makes a dead job wait again. Returns the job to send to the queue.
create function public.replay_job(key text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare revived jsonb;
begin
  perform private.demand_editor();
  revived := private.revive_job(replay_job.key, 'failed');
  if revived is null then raise exception 'This job is not dead.' using errcode = 'NLCON'; end if;
  return revived;
end
$$;

-- Replays all dead jobs, at most 200, or those of one function. Returns the jobs to send to the queue.
create function public.replay_dead_jobs(name text default null) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare dead record;
begin
  perform private.demand_editor();
  for dead in select j.key from public.jobs j where j.status = 'failed' and (replay_dead_jobs.name is null or j.name = replay_dead_jobs.name)
    order by j.finished_at, j.key limit 200 for update skip locked
  loop
    return next private.revive_job(dead.key, 'failed');
  end loop;
end
$$;

-- Gives a dead job up. The reason stays with the job and in the audit log.
create function public.discard_job(key text, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare why constant text := trim(discard_job.reason);
begin
  perform private.demand_editor();
  if coalesce(length(why), 0) not between 3 and 300 then
    raise exception 'Give a reason of 3 to 300 characters.' using errcode = 'NLINV', detail = 'reason';
  end if;
  update public.jobs j set status = 'discarded', error = why, finished_at = now() where j.key = discard_job.key and j.status = 'failed';
  if not found then raise exception 'This job is not dead.' using errcode = 'NLCON'; end if;
  perform private.note_job('update', discard_job.key, '{"status": "failed"}', jsonb_build_object('status', 'discarded', 'reason', why));
end
$$;

-- Runs a finished job again. Its steps are remembered, so what it did is not done twice; the clean-up forgets them after 30 days,
-- and so the job must be younger. Returns the job to send to the queue.
create function public.run_job_again(key text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare revived jsonb; done public.jobs;
begin
  perform private.demand_editor();
  select * into done from public.jobs j where j.key = run_job_again.key for update;
  if not found then raise exception 'There is no such job.' using errcode = 'NLNOT'; end if;
  if done.status = 'done' and done.finished_at < now() - interval '29 days' then
    raise exception 'This job is too old: its steps may be forgotten, so it could do something twice.' using errcode = 'NLCON';
  end if;
  revived := private.revive_job(run_job_again.key, 'done');
  if revived is null then raise exception 'This job is not finished.' using errcode = 'NLCON'; end if;
  return revived;
end
$$;

-- Records that an editor calls a scheduled function now.
create function public.note_schedule_call(function text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.demand_editor();
  perform private.note_job('insert', left(note_schedule_call.function, 60), null, '{"called": true}');
end
$$;
grant execute on function public.list_jobs, public.replay_job, public.replay_dead_jobs, public.discard_job, public.run_job_again,
  public.note_schedule_call to authenticated;
