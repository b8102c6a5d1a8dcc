-- What ran: a row for each execution of a function, and what it did in spans, as OpenTelemetry has them. No attribute, error or log
-- line has a name, an address or a key in it: lib/tracing.ts writes none, and lib/log.ts removes them.

create table public.function_runs (
  id uuid primary key,
  function text not null,
  trigger text not null check (trigger in ('http', 'webhook', 'queue', 'cron')),
  trace text not null,
  started_at timestamptz not null,
  -- Empty until the run ends: a run of a job has its row from its start. One whose time (`ends_by`) is over was killed.
  ms integer check (ms >= 0),
  cold boolean not null,
  memory_mb integer,
  status integer,
  error text,
  -- Of a run of a job: the number of the run, and which attempt it is. A run that continues another is the same attempt.
  job_key text,
  job_run integer,
  attempt integer,
  ends_by timestamptz,
  check ((status is null) = (ms is null) and (status is not null or ends_by is not null))
);
create index function_runs_started on public.function_runs (started_at desc, id desc);
create index function_runs_function on public.function_runs (function, started_at desc, id desc);
create index function_runs_trace on public.function_runs (trace);
create index function_runs_wrong on public.function_runs (started_at desc, id desc) where status >= 400;
-- Parts of errors and of the keys of jobs. Every search reads the list of pending entries, so it is short; a shorter one costs each run more.
create index function_runs_error on public.function_runs using gin (error extensions.gin_trgm_ops) with (gin_pending_list_limit = 1024) where error is not null;
create index function_runs_job on public.function_runs using gin (job_key extensions.gin_trgm_ops) with (gin_pending_list_limit = 1024) where job_key is not null;
create index function_runs_open on public.function_runs (started_at desc, id desc) where status is null;

-- A part of a run, or of what a page did: https://opentelemetry.io/docs/specs/otel/trace/api/#span
create table public.spans (
  trace text not null check (trace ~ '^[0-9a-f]{32}$'),
  id text not null check (id ~ '^[0-9a-f]{16}$'),
  parent text check (parent ~ '^[0-9a-f]{16}$'),
  name text not null check (length(name) <= 100),
  kind text not null check (kind in ('internal', 'server', 'client', 'producer', 'consumer')),
  -- The function that did it; 'pages' for routes and server actions, which have no run.
  function text not null,
  run_id uuid,
  started_at timestamptz not null,
  duration_us bigint not null check (duration_us >= 0),
  status text not null check (status in ('unset', 'ok', 'error')),
  error text check (length(error) <= 300),
  attributes jsonb not null check (octet_length(attributes::text) <= 4000),
  -- Log lines: [{"at", "level", "message", "fields"}].
  events jsonb not null check (octet_length(events::text) <= 16000),
  primary key (trace, id)
);
create index spans_started on public.spans (started_at);
create index spans_digest on public.spans ((attributes ->> 'nightlight.digest')) where function = 'pages' and status = 'error';
create index spans_of_pages on public.spans (started_at) where function = 'pages';

alter table public.function_runs enable row level security, force row level security;
alter table public.spans enable row level security, force row level security;

grant insert on public.function_runs to function_runner;
create policy "functions record their own runs" on public.function_runs for insert to function_runner
  with check (function = public.function_name());

-- Adds spans, at most so many. Those that are malformed or too large, or whose id is taken, are left out: a run is worth more.
-- In plpgsql, which keeps its plan: every run comes here.
create function private.add_spans(function text, run_id uuid, spans jsonb, most integer) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.spans (trace, id, parent, name, kind, function, run_id, started_at, duration_us, status, error, attributes, events)
    select s.trace, s.id, s.parent, left(s.name, 100), s.kind, add_spans.function, add_spans.run_id, s.started_at, greatest(s.duration_us, 0),
      s.status, left(s.error, 300), coalesce(s.attributes, '{}'), coalesce(s.events, '[]')
    from jsonb_to_recordset(case jsonb_typeof(add_spans.spans) when 'array' then add_spans.spans else '[]' end) as s (trace text, id text,
      parent text, name text, kind text, started_at timestamptz, duration_us bigint, status text, error text, attributes jsonb, events jsonb)
    where s.trace ~ '^[0-9a-f]{32}$' and s.id ~ '^[0-9a-f]{16}$' and coalesce(s.parent ~ '^[0-9a-f]{16}$', true) and s.name is not null
      and s.kind in ('internal', 'server', 'client', 'producer', 'consumer') and s.status in ('unset', 'ok', 'error')
      and s.started_at is not null and s.duration_us is not null and octet_length(coalesce(s.attributes, '{}')::text) <= 4000
      and octet_length(coalesce(s.events, '[]')::text) <= 16000
    limit add_spans.most
  on conflict do nothing;
end
$$;

-- Stores a run that has ended, with its spans. It completes the row that start_job began, and changes no run that has ended.
-- It has rights that functions have not; the role of the token says which function calls.
create function public.record_run(run jsonb, spans jsonb default '[]') returns void
language plpgsql security definer set search_path = '' as $$
declare
  caller constant text := replace(current_setting('role'), '_', '-');
  r constant public.function_runs := jsonb_populate_record(null::public.function_runs, record_run.run);
begin
  update public.function_runs f set ms = r.ms, memory_mb = r.memory_mb, status = r.status, error = left(r.error, 300)
    where f.id = r.id and f.function = caller and f.status is null;
  if not found then
    insert into public.function_runs (id, function, trigger, trace, started_at, ms, cold, memory_mb, status, error)
      values (r.id, caller, r.trigger, r.trace, r.started_at, r.ms, r.cold, r.memory_mb, r.status, left(r.error, 300));
  end if;
  perform private.add_spans(caller, r.id, record_run.spans, 500);
end
$$;
grant execute on function public.record_run to function_runner;

-- The app acts as this role to store what pages did; it is no function, and it may do nothing else.
create role tracer nologin;
grant usage on schema public to tracer;
grant tracer to authenticator;

-- Stores spans of a page. Strangers cause them, so there is a limit for each call, each trace and each minute; what is above it is
-- left out. Returns whether they were stored.
create function public.record_page_spans(spans jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if (select count(*) from public.spans s where s.function = 'pages' and s.started_at > now() - interval '1 minute') >= 3000
    or (select count(*) from public.spans s where s.function = 'pages' and s.trace = record_page_spans.spans -> 0 ->> 'trace') >= 200
    or exists (select from jsonb_array_elements(record_page_spans.spans) s where s ->> 'trace' <> record_page_spans.spans -> 0 ->> 'trace'
      or (s ->> 'started_at')::timestamptz not between now() - interval '15 minutes' and now() + interval '1 minute')
  then return false; end if;
  perform private.add_spans('pages', null, record_page_spans.spans, 60);
  return true;
end
$$;
grant execute on function public.record_page_spans to tracer;
