-- What everything stands on: extensions, no rights by default, one role per function.

create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists fuzzystrmatch with schema extensions;

-- Hosted projects grant every new object in public to the API roles. Here, a right exists only where a migration grants it.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke all on functions from anon, authenticated;
alter default privileges in schema public revoke execute on functions from public;
alter default privileges revoke execute on functions from public;

-- Not reachable through the API: what only SQL functions may call or read.
create schema private;

-- `function_runner` holds what every function may do; each function then has a role of its own name.
create role function_runner nologin;
create role checkout nologin;
create role stripe_webhook nologin;
create role storage_webhook nologin;
create role catalog_webhook nologin;
create role make_thumbnail nologin;
create role process_order nologin;
create role ship_order nologin;
create role deliver_order nologin;
create role health nologin;
create role sweep nologin;
grant function_runner to checkout, stripe_webhook, storage_webhook, catalog_webhook, make_thumbnail, process_order,
  ship_order, deliver_order, health, sweep;
grant checkout, stripe_webhook, storage_webhook, catalog_webhook, make_thumbnail, process_order,
  ship_order, deliver_order, health, sweep to authenticator;
grant usage on schema public to function_runner;

-- What the database must know of its surroundings: set by the seed program, read by SQL functions only.
create table private.settings (
  name text primary key check (name in ('site_url', 'webhook_secret', 'parcel_step_seconds')),
  value text not null
);
alter table private.settings enable row level security;
alter table private.settings force row level security;

create function private.setting(setting text) returns text
language sql stable security definer set search_path = '' as $$
  select s.value from private.settings s where s.name = setting
$$;

-- Called once by whoever deploys (with the secret key), and by the local stack at every start.
create function public.configure(site_url text, webhook_secret text, parcel_step_seconds integer default 120) returns void
language sql security definer set search_path = '' as $$
  insert into private.settings values
    ('site_url', configure.site_url),
    ('webhook_secret', configure.webhook_secret),
    ('parcel_step_seconds', configure.parcel_step_seconds::text)
  on conflict (name) do update set value = excluded.value
$$;
grant execute on function public.configure to service_role;

-- Posts JSON to a function of the store, signed as functions/verify.ts expects it:
-- `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<path>.<body>">`. The path is signed so that a call cannot be moved elsewhere.
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
end
$$;

-- A W3C trace context (https://www.w3.org/TR/trace-context/) for what begins in the database.
create function private.new_trace() returns text
language sql volatile set search_path = '' as $$
  select '00-' || encode(extensions.gen_random_bytes(16), 'hex') || '-' || encode(extensions.gen_random_bytes(8), 'hex') || '-01'
$$;
