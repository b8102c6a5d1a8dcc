-- What a hosted project has besides public, auth and storage, so that migrations made by its dashboard or by `supabase db pull` apply:
-- the tables and functions of Realtime and of database webhooks, and extensions that every project has. Runs once, as the superuser.
-- Sources: https://github.com/supabase/realtime (lib/realtime/tenants/repo/migrations), https://github.com/supabase/postgres (migrations)

create schema realtime authorization supabase_realtime_admin;
create schema _realtime;
create schema graphql;
create schema graphql_public;
create schema vault;
create schema supabase_functions authorization supabase_functions_admin;
grant usage on schema realtime, graphql_public, supabase_functions to postgres, anon, authenticated, service_role;
grant usage on schema graphql, vault to postgres;

-- Realtime broadcasts what is inserted here (local/supabase/realtime).
create table realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  binary_payload bytea,
  broadcasted_at timestamp,
  primary key (id, inserted_at)
);
alter table realtime.messages enable row level security;
create function realtime.topic() returns text language sql stable as $$ select nullif(current_setting('realtime.topic', true), '') $$;

-- A message that cannot be sent never fails the transaction that sends it.
create function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void
language plpgsql as $$
declare id constant uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', send.topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (id, jsonb_build_object('id', id) || send.payload, send.event, send.topic, send.private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;
create function realtime.send_binary(payload bytea, event text, topic text, private boolean default true) returns void
language plpgsql as $$
begin
  perform set_config('realtime.topic', send_binary.topic, true);
  insert into realtime.messages (binary_payload, event, topic, private, extension)
  values (send_binary.payload, send_binary.event, send_binary.topic, send_binary.private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;
create function realtime.broadcast_changes(topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW') returns void language plpgsql as $$
begin
  if level = 'STATEMENT' then raise exception 'function can only be triggered for each row, not for each statement'; end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then raise exception 'Unexpected operation type: %', operation; end if;
  perform realtime.send(jsonb_build_object('old_record', old, 'record', new, 'operation', operation, 'table', table_name,
    'schema', table_schema), event_name, topic_name);
end $$;
alter table realtime.messages owner to supabase_realtime_admin;
grant select, insert, update on realtime.messages to postgres, anon, authenticated, service_role;

-- The trigger function of the dashboard's webhooks: https://supabase.com/docs/guides/database/webhooks
create table supabase_functions.hooks (
  id bigint generated always as identity primary key,
  hook_table_id integer not null,
  hook_name text not null,
  created_at timestamptz not null default now(),
  request_id bigint
);
create function supabase_functions.http_request() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  url constant text := tg_argv[0];
  method constant text := tg_argv[1];
  headers constant jsonb := coalesce(nullif(nullif(tg_argv[2], 'null'), '')::jsonb, '{"Content-Type": "application/json"}');
  params constant jsonb := coalesce(nullif(nullif(tg_argv[3], 'null'), '')::jsonb, '{}');
  wait constant integer := coalesce(nullif(nullif(tg_argv[4], 'null'), '')::integer, 1000);
  request bigint;
begin
  if coalesce(url, 'null') = 'null' then raise exception 'url argument is missing'; end if;
  if method = 'GET' then
    request := net.http_get(url, params, headers, wait);
  elsif method = 'POST' then
    request := net.http_post(url, jsonb_build_object('old_record', old, 'record', new, 'type', tg_op, 'table', tg_table_name,
      'schema', tg_table_schema), params, headers, wait);
  else
    raise exception 'method argument % is invalid', method;
  end if;
  insert into supabase_functions.hooks (hook_table_id, hook_name, request_id) values (tg_relid, tg_name, request);
  return new;
end $$;
alter table supabase_functions.hooks owner to supabase_functions_admin;
grant all on supabase_functions.hooks to postgres, anon, authenticated, service_role;

-- Every project has these two; here they are names. What calls into them is told so.
create function vault.refuse() returns boolean language plpgsql as $$
begin
  raise exception 'supabase_vault is not in the local Postgres'
    using errcode = '0A000', hint = 'A hosted project keeps the secret. Here keep it in a setting or in the environment.';
end $$;
create function vault.create_secret(new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null)
  returns uuid language sql as $$ select null::uuid where vault.refuse() $$;
create function vault.update_secret(secret_id uuid, new_secret text default null, new_name text default null,
  new_description text default null, new_key_id uuid default null) returns void language sql as $$ select vault.refuse() $$;
create view vault.decrypted_secrets as
  select null::uuid as id, null::text as name, null::text as description, null::text as secret, null::text as decrypted_secret,
    null::uuid as key_id, null::bytea as nonce, null::timestamptz as created_at, null::timestamptz as updated_at
  where vault.refuse();
grant select on vault.decrypted_secrets to postgres;
insert into pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
select pg_nextoid('pg_catalog.pg_extension', 'oid', 'pg_catalog.pg_extension_oid_index'), extension.name, 10, pg_namespace.oid, false, version
from (values ('supabase_vault', 'vault', '0.3.1'), ('pg_graphql', 'graphql', '1.5.11')) as extension (name, part, version)
join pg_catalog.pg_namespace on nspname = part;

-- As with the tables of storage: policies are for `postgres` to make, and nothing else (ownership.sql).
grant supabase_realtime_admin to postgres with inherit true, set false;
