create extension if not exists pg_net with schema extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists fuzzystrmatch with schema extensions;

-- A project may grant every new object in `public` to the API's roles by default. Here a right exists only where a migration
-- grants it; the owner's secret key (service_role) may do everything, whatever the project's defaults are.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke all on functions from anon, authenticated;
alter default privileges in schema public revoke execute on functions from public;
alter default privileges revoke execute on functions from public;
alter default privileges in schema public grant all on tables to service_role;
alter default privileges in schema public grant all on sequences to service_role;
alter default privileges in schema public grant execute on functions to service_role;

-- The API does not expose this schema: only SQL functions read and call what is in it.
create schema private;

-- The rights that all functions share. Each function of the store also has a role of its own name, made by its domain.
create role function_runner nologin;
grant usage on schema public to function_runner;

-- What the database must know of its surroundings. Only SQL functions read it.
create table private.settings (
  name text primary key check (name in ('site_url', 'webhook_secret', 'parcel_step_seconds')),
  value text not null
);
alter table private.settings enable row level security, force row level security;

create function private.setting(setting text) returns text
language sql stable security definer set search_path = '' as $$
  select s.value from private.settings s where s.name = setting
$$;

-- A deployment calls this once, with the secret key; the local stack calls it at every start.
create function public.configure(site_url text, webhook_secret text, parcel_step_seconds integer default 120) returns void
language sql security definer set search_path = '' as $$
  insert into private.settings values
    ('site_url', configure.site_url),
    ('webhook_secret', configure.webhook_secret),
    ('parcel_step_seconds', configure.parcel_step_seconds::text)
  on conflict (name) do update set value = excluded.value
$$;
grant execute on function public.configure to service_role;

-- Posts JSON to a function of the store, signed as functions/verify.ts checks it:
-- `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<path>.<body>">`. The signature covers the path, so that nobody can send a
-- signed call to another function. Triggers call this: a call that fails must not abort the sale or upload that caused it.
create function private.call_function(path text, body jsonb, trace text default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  stamp text := floor(extract(epoch from clock_timestamp()))::bigint::text;
  headers jsonb;
begin
  if private.setting('site_url') is null then return; end if;
  headers := jsonb_build_object(
    'content-type', 'application/json',
    'x-nightlight-signature', 't=' || stamp || ',v1=' || encode(extensions.hmac(
      stamp || '.' || path || '.' || body::text, private.setting('webhook_secret'), 'sha256'), 'hex'));
  if trace is not null then headers := headers || jsonb_build_object('traceparent', trace); end if;
  perform net.http_post(url := private.setting('site_url') || path, body := body, headers := headers, timeout_milliseconds := 10000);
exception when others then
  raise warning 'The database could not call %: % (%)', path, sqlerrm, sqlstate;
end
$$;

-- A trace context (https://www.w3.org/TR/trace-context/) for work that begins in the database.
create function private.new_trace() returns text
language sql volatile set search_path = '' as $$
  select '00-' || encode(extensions.gen_random_bytes(16), 'hex') || '-' || encode(extensions.gen_random_bytes(8), 'hex') || '-01'
$$;

-- Days are those of the shop's time zone; shop/days.ts has the same zone.
create function private.zone() returns text
language sql immutable set search_path = '' as $$
  select 'Europe/Amsterdam'
$$;
create function private.day_of(moment timestamptz) returns date
language sql stable set search_path = '' as $$
  select (day_of.moment at time zone private.zone())::date
$$;
create function private.start_of(day date) returns timestamptz
language sql stable set search_path = '' as $$
  select start_of.day::timestamp at time zone private.zone()
$$;
