-- What staff see of runs and traces, and what a shopper sees of the trace of an order. A trace is 32 hexadecimal digits.

-- Whether a run that has not ended still may: it has time, or has its job for longer (hold_job).
create function private.is_alive(run public.function_runs) returns boolean
language sql stable security definer set search_path = '' as $$
  select run.ends_by > now() or exists (select from public.jobs j where j.key = run.job_key and j.runs = run.job_run
    and j.status = 'running' and j.leased_until > now())
$$;

create function private.run_state(run public.function_runs) returns text
language sql stable set search_path = '' as $$
  select case when run.status is null and private.is_alive(run) then 'running' when run.status is null then 'killed'
    when run.status = 202 then 'continued' when run.status < 400 then 'done' when run.status < 500 then 'refused'
    when run.status = 503 and run.trigger = 'queue' then 'busy' else 'failed' end
$$;

-- A run as staff read it. Errors may quote what somebody wrote, so viewers do not see them.
create function private.run_json(run public.function_runs, in_full boolean) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', run.id, 'function', run.function, 'trigger', run.trigger, 'trace', run.trace, 'state', private.run_state(run),
    'started_at', run.started_at, 'ms', run.ms, 'cold', run.cold, 'memory_mb', run.memory_mb, 'status', run.status,
    'error', case when in_full then run.error end, 'job_key', run.job_key, 'job_run', run.job_run, 'attempt', run.attempt, 'ends_by', run.ends_by)
$$;

-- The traces of an order: its own, and those of jobs that are about it.
create function private.traces_of_order(number text) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct split_part(t.trace, '-', 2)), '{}') from public.orders o, lateral (
    select o.trace union all select j.trace from public.jobs j where j.input ->> 'orderId' = o.id::text) t
  where o.number = upper(trim(traces_of_order.number))
$$;

-- One page of the runs, {"runs", "previous", "next"}, the newest first; see list_orders for pages. `state` is one of private.run_state;
-- `query` is a part of an error (editors only) or of the key of a job.
create function public.list_runs(most integer default 50, after jsonb default null, before jsonb default null,
  function text default null, state text default null, trigger text default null, trace text default null, order_number text default null,
  since timestamptz default null, until timestamptz default null, query text default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  in_full constant boolean := public.may_edit();
  traces constant text[] := case when list_runs.order_number is not null then private.traces_of_order(list_runs.order_number) end;
  pattern constant text := '%' || replace(replace(replace(list_runs.query, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  amount constant integer := least(greatest(list_runs.most, 1), 200);
  backward constant boolean := list_runs.before is not null;
  place constant jsonb := coalesce(list_runs.before, list_runs.after);
  places jsonb[]; page jsonb;
begin
  perform private.demand_staff();
  with found as not materialized (
    select r.id, r.started_at from public.function_runs r where (list_runs.function is null or r.function = list_runs.function)
      and (list_runs.trigger is null or r.trigger = list_runs.trigger)
      and (list_runs.trace is null or r.trace = list_runs.trace)
      and (traces is null or r.trace = any (traces))
      and (list_runs.since is null or r.started_at >= list_runs.since)
      and (list_runs.until is null or r.started_at < list_runs.until)
      -- As private.run_state says, in words that an index serves.
      and (list_runs.state is null or case list_runs.state
        when 'running' then r.status is null and private.is_alive(r) when 'killed' then r.status is null and not private.is_alive(r)
        when 'continued' then r.status = 202 when 'done' then r.status < 400 and r.status <> 202
        when 'refused' then r.status between 400 and 499 when 'busy' then r.status = 503 and r.trigger = 'queue'
        when 'failed' then r.status >= 500 and not (r.status = 503 and r.trigger = 'queue') else false end)
      and (pattern is null or r.job_key ilike pattern or (in_full and r.error ilike pattern))
  ), read as (
    (select f.* from found f where not backward and (place is null or (f.started_at, f.id) < ((place ->> 0)::timestamptz, (place ->> 1)::uuid))
      order by f.started_at desc, f.id desc limit amount + 1)
    union all
    (select f.* from found f where backward and (f.started_at, f.id) > ((place ->> 0)::timestamptz, (place ->> 1)::uuid)
      order by f.started_at, f.id limit amount + 1)
  )
  select array(select jsonb_build_array(r.started_at, r.id) from read r order by r.started_at desc, r.id desc) into places;
  if private.is_first_page(places, amount, list_runs.before) then
    return public.list_runs(most, null, null, function, state, trigger, trace, order_number, since, until, query);
  end if;
  page := private.cut_page(places, amount, list_runs.after, list_runs.before);
  return jsonb_build_object('previous', page -> 'previous', 'next', page -> 'next', 'runs', (
    select coalesce(jsonb_agg((select private.run_json(r, in_full) from public.function_runs r where r.id = (l.listed ->> 1)::uuid) order by l.number), '[]')
    from jsonb_array_elements(page -> 'places') with ordinality l (listed, number)));
end
$$;

-- The traces that begin with these digits (six at least), or in which a page failed with this digest; at most twenty.
create function public.find_traces(reference text) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare start constant text := lower(trim(find_traces.reference));
begin
  perform private.demand_staff();
  return array(select x.trace from (
    select f.trace from public.function_runs f where start ~ '^[0-9a-f]{6,32}$' and f.trace >= start and f.trace < start || 'g'
    union select s.trace from public.spans s where start ~ '^[0-9a-f]{6,32}$' and s.trace >= start and s.trace < start || 'g'
    union select s.trace from public.spans s where s.function = 'pages' and s.status = 'error' and s.attributes ->> 'nightlight.digest' = start) x
    limit 20);
end
$$;

-- The jobs of a trace, with the steps that they have done.
create function private.trace_jobs(trace text, in_full boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('key', j.key, 'name', j.name, 'status', j.status, 'attempts', j.attempts, 'runs', j.runs,
      'error', case when in_full then j.error end, 'created_at', j.created_at, 'run_at', j.run_at, 'leased_until', j.leased_until,
      'finished_at', j.finished_at, 'steps', (
        select coalesce(jsonb_agg(jsonb_build_object('step', s.step, 'run', s.run, 'finished_at', s.finished_at) order by s.finished_at), '[]')
        from public.job_steps s where s.job_key = j.key)) order by j.created_at, j.key), '[]')
  from public.jobs j where split_part(j.trace, '-', 2) = trace_jobs.trace
$$;

-- A trace with its runs, spans and jobs, the oldest first, and what it is about; null when nothing has this trace. Log lines of
-- spans have their fields for editors only. `is_cut` says that there are more than 2000 spans.
create function public.read_trace(trace text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare in_full constant boolean := public.may_edit(); answer jsonb;
begin
  perform private.demand_staff();
  select jsonb_build_object('trace', read_trace.trace,
    'runs', (select coalesce(jsonb_agg(private.run_json(r, in_full) order by r.started_at, r.id), '[]') from (
      select f.* from public.function_runs f where f.trace = read_trace.trace order by f.started_at limit 500) r),
    'spans', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'parent', s.parent, 'name', s.name, 'kind', s.kind, 'function', s.function,
        'run_id', s.run_id, 'started_at', s.started_at, 'duration_us', s.duration_us, 'status', s.status,
        'error', case when in_full then s.error end, 'attributes', s.attributes, 'events', case when in_full then s.events else (
          select coalesce(jsonb_agg(e - 'fields'), '[]') from jsonb_array_elements(s.events) e) end) order by s.started_at, s.id), '[]')
      from (select x.* from public.spans x where x.trace = read_trace.trace order by x.started_at limit 2000) s),
    'is_cut', (select count(*) > 2000 from public.spans s where s.trace = read_trace.trace),
    'jobs', private.trace_jobs(read_trace.trace, in_full),
    'order', (select jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status, 'created_at', o.created_at)
      from public.orders o where split_part(o.trace, '-', 2) = read_trace.trace order by o.created_at limit 1),
    'photograph', (select jsonb_build_object('id', p.id, 'product_id', p.product_id, 'status', p.status) from public.photographs p
      where p.id = (select (j.input ->> 'photographId')::uuid from public.jobs j
        where split_part(j.trace, '-', 2) = read_trace.trace and j.name = 'make-thumbnail' order by j.created_at limit 1)),
    'report', (select jsonb_build_object('kind', j.input -> 'kind', 'first_day', j.input -> 'firstDay') from public.jobs j
      where split_part(j.trace, '-', 2) = read_trace.trace and j.name = 'make-sales-report' order by j.created_at limit 1)) into answer;
  return case when answer -> 'runs' <> '[]' or answer -> 'spans' <> '[]' or answer -> 'jobs' <> '[]' or answer -> 'order' <> 'null' then answer end;
end
$$;

-- What anybody may see of a trace whose id they have, such as that of their own order: names, times and states; null when there is
-- nothing. An id is 128 random bits, and every page of an order shows it to whoever may see the order.
create function public.trace_outline(trace text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare answer jsonb;
begin
  select jsonb_build_object('trace', trace_outline.trace,
    'runs', (select coalesce(jsonb_agg(jsonb_build_object('function', r.function, 'trigger', r.trigger, 'state', private.run_state(r),
        'started_at', r.started_at, 'ms', r.ms, 'cold', r.cold, 'attempt', r.attempt) order by r.started_at, r.id), '[]') from (
      select f.* from public.function_runs f where f.trace = trace_outline.trace order by f.started_at limit 200) r),
    'spans', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'parent', s.parent, 'name', s.name, 'kind', s.kind,
        'function', s.function, 'started_at', s.started_at, 'duration_us', s.duration_us, 'status', s.status) order by s.started_at, s.id), '[]')
      from (select x.* from public.spans x where x.trace = trace_outline.trace order by x.started_at limit 500) s),
    'jobs', (select coalesce(jsonb_agg(jsonb_build_object('name', j.name, 'status', j.status, 'attempts', j.attempts, 'created_at', j.created_at,
        'run_at', j.run_at, 'finished_at', j.finished_at) order by j.created_at, j.key), '[]')
      from public.jobs j where split_part(j.trace, '-', 2) = trace_outline.trace)) into answer;
  return case when answer -> 'runs' <> '[]' or answer -> 'spans' <> '[]' or answer -> 'jobs' <> '[]' then answer end;
end
$$;

-- Every function with its runs of the last hours, in 24 buckets of equal length: {"since", "bucket_seconds", "functions"}. `failed`
-- counts killed runs too; `memory` is megabytes times milliseconds; `next_at` is when its next waiting job may run.
create function public.function_overview(hours integer default 24) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  span constant interval := interval '1 hour' * least(greatest(function_overview.hours, 1), 720);
  begins constant timestamptz := now() - span;
  bucket constant double precision := extract(epoch from span) / 24;
begin
  perform private.demand_staff();
  return (
    with recent as materialized (
      select r.function, r.ms, r.memory_mb, r.cold, r.attempt, r.started_at, r.status is null and not private.is_alive(r) as killed,
        coalesce(r.status >= 500 and not (r.status = 503 and r.trigger = 'queue'), not private.is_alive(r)) as failed,
        least(floor(extract(epoch from r.started_at - begins) / bucket)::integer, 23) as bucket
      from public.function_runs r where r.started_at >= begins
    ), summed as (
      select r.function, count(*) as runs, count(*) filter (where r.failed) as failed, count(*) filter (where r.killed) as killed, count(*) filter (where r.cold) as cold,
        count(*) filter (where r.attempt > 1) as retries, max(r.memory_mb) as peak_mb, sum(r.ms) as ms, sum(r.ms::bigint * r.memory_mb) as memory,
        percentile_disc(array[0.5, 0.95]) within group (order by r.ms) as spread
      from recent r group by r.function
    ), counted as (
      select b.function, jsonb_object_agg(b.bucket, b.counts) as buckets from (
        select r.function, r.bucket, jsonb_build_array(count(*), count(*) filter (where r.failed)) as counts
        from recent r group by 1, 2) b group by b.function
    ), waiting as (
      select j.name, count(*) as jobs, min(j.run_at) as next_at from public.jobs j where j.status in ('waiting', 'running') group by 1
    ), dead as (
      select j.name, count(*) as jobs from public.jobs j where j.status = 'failed' group by 1
    ), names as (
      select replace(m.member::regrole::text, '_', '-') as name from pg_catalog.pg_auth_members m
        where m.roleid = 'function_runner'::regrole and m.member not in ('checkout'::regrole, current_user::regrole)
    )
    select jsonb_build_object('since', begins, 'until', now(), 'bucket_seconds', bucket, 'functions', coalesce(jsonb_agg(jsonb_build_object(
      'name', n.name, 'runs', coalesce(s.runs, 0), 'failed', coalesce(s.failed, 0), 'killed', coalesce(s.killed, 0), 'cold', coalesce(s.cold, 0),
      'retries', coalesce(s.retries, 0), 'p50_ms', s.spread[1], 'p95_ms', s.spread[2], 'peak_mb', s.peak_mb, 'ms', coalesce(s.ms, 0),
      'memory', coalesce(s.memory, 0), 'buckets', (select jsonb_agg(coalesce(c.buckets -> g::text, '[0, 0]') order by g) from generate_series(0, 23) g),
      'last', (select jsonb_build_object('id', r.id, 'at', r.started_at, 'state', private.run_state(r), 'trace', r.trace)
        -- In words that only one index serves: the planner would otherwise read all runs for a function that never ran.
        from public.function_runs r where r.function between n.name and n.name order by r.function, r.started_at desc, r.id desc limit 1),
      'waiting', coalesce(w.jobs, 0), 'next_at', w.next_at, 'dead', coalesce(d.jobs, 0)) order by n.name), '[]'))
    from names n left join summed s on s.function = n.name left join counted c on c.function = n.name
      left join waiting w on w.name = n.name left join dead d on d.name = n.name);
end
$$;
-- What ran in the last days, as far as it costs: {"since", "functions", "causes", "order_amount"}. Of each function: its runs, their
-- milliseconds, how many were the first of their process, and the median of those and of the others among runs that went well. A cause
-- is what began a trace: 'order' for orders that have arrived, so that nothing of them is still to run, 'photograph', or the name of a
-- scheduled function; `times` says how often it was, `functions` what it woke. `order_amount` is the mean total of those orders.
create function public.run_costs(days integer default 30) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare begins constant timestamptz := now() - interval '1 day' * least(greatest(run_costs.days, 1), 30);
begin
  perform private.demand_staff();
  return (
    with recent as materialized (
      select r.trace, r.function, r.trigger, r.ms, r.cold, r.status < 400 as went_well
      from public.function_runs r where r.started_at >= begins and r.ms is not null
    ), traces as (
      select r.trace, min(r.function) filter (where r.trigger = 'cron') as schedule, count(*) filter (where r.trigger = 'cron') as calls,
        bool_or(r.function = 'storage-webhook') as is_photograph, bool_or(r.function = 'stripe-webhook') as is_payment
      from recent r group by r.trace
    ), caused as (
      select t.trace, coalesce(t.schedule, case when t.is_photograph then 'photograph' when o.id is not null then 'order' end) as cause,
        greatest(t.calls, 1) as times, case when t.schedule is null and not t.is_photograph then o.total_amount end as amount
      from traces t left join public.orders o on t.is_payment and split_part(o.trace, '-', 2) = t.trace and o.status = 'delivered'
    ), sums as (
      select c.cause, r.function, count(*) as runs, sum(r.ms) as ms
      from caused c join recent r on r.trace = c.trace where c.cause is not null group by 1, 2
    )
    select jsonb_build_object('since', begins,
      'order_amount', (select round(avg(c.amount)) from caused c where c.cause = 'order'),
      'functions', (select coalesce(jsonb_agg(to_jsonb(f) order by f.name), '[]') from (
        select r.function as name, count(*) as runs, sum(r.ms) as ms, count(*) filter (where r.cold) as cold,
          percentile_disc(0.5) within group (order by r.ms) filter (where r.cold and r.went_well) as first_ms,
          percentile_disc(0.5) within group (order by r.ms) filter (where not r.cold and r.went_well) as next_ms
        from recent r group by r.function) f),
      'causes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.name), '[]') from (
        select c.cause as name, sum(c.times) as times, (
          select jsonb_agg(jsonb_build_object('name', s.function, 'runs', s.runs, 'ms', s.ms) order by s.function) from sums s
          where s.cause = c.cause) as functions
        from caused c where c.cause is not null group by c.cause) x)));
end
$$;
grant execute on function public.list_runs, public.read_trace, public.find_traces, public.function_overview, public.run_costs to authenticated;
grant execute on function public.trace_outline to anon, authenticated;
