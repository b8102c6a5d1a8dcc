-- pg_net 0.20 (https://github.com/supabase/pg_net), as far as a trigger on storage.objects needs it: the same signature and tables.
-- The worker is local/database-calls.ts. Runs when a migration says `create extension … pg_net`, see database.ts.

create schema net;
grant usage on schema net to public;

-- Unlogged, as pg_net's: a crash of the database loses what was not sent yet.
create unlogged table net.http_request_queue (
  id bigint generated always as identity primary key,
  method text not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds integer not null
);

create unlogged table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out boolean,
  error_msg text,
  created timestamptz not null default now()
);
create index on net._http_response (created);
grant all on all tables in schema net to public;
grant all on all sequences in schema net to public;

create function net.url_encode(value text) returns text language sql immutable strict set search_path = '' as $$
  select string_agg(
    case when part ~ '[A-Za-z0-9_.~-]' then part
    else regexp_replace(upper(encode(convert_to(part, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by position)
  from regexp_split_to_table(value, '') with ordinality as letters (part, position)
$$;

create function net.enqueue(method text, url text, params jsonb, headers jsonb, body bytea, timeout_milliseconds integer)
returns bigint language plpgsql security definer set search_path = '' as $$
declare
  query text;
  request bigint;
begin
  select string_agg(net.url_encode(key) || '=' || net.url_encode(value), '&') into query from jsonb_each_text(params);
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values (
    method,
    url || case when query is null then '' when strpos(url, '?') > 0 then '&' || query else '?' || query end,
    headers,
    body,
    timeout_milliseconds
  ) returning id into request;
  perform pg_notify('net_http_request', '');
  return request;
end $$;
revoke all on function net.enqueue from public;

create function net.http_post(
  url text,
  body jsonb default '{}'::jsonb,
  params jsonb default '{}'::jsonb,
  headers jsonb default '{"Content-Type": "application/json"}'::jsonb,
  timeout_milliseconds integer default 5000
) returns bigint language sql security definer set search_path = '' as $$
  select net.enqueue('POST', url, params, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds)
$$;
create function net.http_get(
  url text,
  params jsonb default '{}'::jsonb,
  headers jsonb default '{}'::jsonb,
  timeout_milliseconds integer default 5000
) returns bigint language sql security definer set search_path = '' as $$
  select net.enqueue('GET', url, params, headers, null, timeout_milliseconds)
$$;
create function net.http_delete(
  url text,
  params jsonb default '{}'::jsonb,
  headers jsonb default '{}'::jsonb,
  timeout_milliseconds integer default 5000,
  body jsonb default null
) returns bigint language sql security definer set search_path = '' as $$
  select net.enqueue('DELETE', url, params, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds)
$$;
revoke all on function net.http_post, net.http_get, net.http_delete from public;
grant execute on function net.http_post, net.http_get, net.http_delete to postgres, anon, authenticated, service_role;

insert into pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
select pg_nextoid('pg_catalog.pg_extension', 'oid', 'pg_catalog.pg_extension_oid_index'), 'pg_net', 10, oid, false, '0.20.4'
from pg_catalog.pg_namespace where nspname = 'extensions';
