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

-- The API does not expose this schema: only SQL functions read and call what is in it. The owner's key needs it for defaults.
create schema private;
grant usage on schema private to service_role;

-- The rights that all functions share. Each function of the store also has a role of its own name, made by its domain.
create role function_runner nologin;
grant usage on schema public to function_runner;

-- What the database must know of the shop and its surroundings. Only SQL functions read it.
create table private.settings (
  name text primary key,
  value jsonb not null
);
alter table private.settings enable row level security, force row level security;

-- A setting as text; null when there is none. In plpgsql, like other small functions that every order calls: it keeps its plan, and
-- Postgres plans a function in SQL anew for each transaction.
create function private.find_setting(name text) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.value #>> '{}' from private.settings s where s.name = find_setting.name);
end
$$;
create function private.get_setting(name text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare value text := private.find_setting(get_setting.name);
begin
  if value is null then
    raise exception 'The shop has no setting "%". Call configure() first.', get_setting.name using errcode = '55000';
  end if;
  return value;
end
$$;
-- A setting that counts days.
create function private.days(name text) returns interval
language sql stable security definer set search_path = '' as $$
  select private.get_setting(days.name)::integer * interval '1 day'
$$;

-- What is wrong with a setting; null when it may be saved. Amounts are in minor units, VAT rates in percent.
create function private.setting_problem(name text, value jsonb) returns text
language plpgsql stable set search_path = '' as $$
declare
  kind text := jsonb_typeof(value);
  given text := value #>> '{}';
  rate constant text := '^(100|[0-9]{1,2}([.][0-9]{1,2})?)$';
begin
  case setting_problem.name
    when 'site_url' then return case when kind <> 'string' or given !~ '^https?://[^[:space:]]*[^/[:space:]]$' then
      'must be an http address without a slash at its end' end;
    when 'webhook_secret' then return case when kind <> 'string' or length(given) < 16 then 'must have at least 16 characters' end;
    when 'parcel_step_seconds' then return case when kind <> 'number' or given !~ '^[1-9][0-9]{0,6}$' then
      'must be a whole number of seconds' end;
    when 'return_days', 'cart_days', 'question_days' then return case when kind <> 'number' or given !~ '^[1-9][0-9]{0,3}$' then
      'must be a whole number of days' end;
    when 'visit_hours' then return case when kind <> 'number' or given !~ '^[1-9][0-9]{0,2}$' then
      'must be a whole number of hours' end;
    when 'time_zone' then return case when kind <> 'string' or not exists (
      select from pg_catalog.pg_timezone_names z where z.name = given) then 'must be a time zone such as Europe/Paris' end;
    when 'currency' then return case when kind <> 'string' or given !~ '^[a-z]{3}$' then 'must be a currency such as usd' end;
    when 'order_prefix' then return case when kind <> 'string' or given !~ '^[A-Z][A-Z0-9]{0,7}$' then
      'must have 1 to 8 capital letters or digits, and begin with a letter' end;
    when 'parcel_amount' then return case when kind <> 'number' or given !~ '^[0-9]{1,7}$' then 'must be an amount' end;
    when 'parcel_free_from_amount' then return case when kind <> 'null' and (kind <> 'number' or given !~ '^[0-9]{1,8}$') then
      'must be an amount, or null when no parcel is free' end;
    when 'vat_rate' then return case when kind <> 'number' or given !~ rate then 'must be a rate in percent' end;
    when 'vat_rates' then
      if kind <> 'object' then return 'must be an object of rates by country'; end if;
      return case when exists (select from jsonb_each(value) r
        where r.key !~ '^[A-Z]{2}$' or jsonb_typeof(r.value) <> 'number' or r.value #>> '{}' !~ rate) then
        'must be rates in percent by country' end;
    when 'countries' then
      if kind <> 'array' or value = '[]' then return 'must be a list of countries'; end if;
      return case when exists (select from jsonb_array_elements(value) c where c #>> '{}' !~ '^[A-Z]{2}$') then
        'must be a list of countries such as ["FR"]' end;
    else return 'is not a setting';
  end case;
end
$$;

-- Saves settings; those that are not named stay. The seed and each deployment call this with the secret key.
-- Raises NLINV for an unknown name or a bad value, NLCON when prices or orders are in another currency.
create function public.configure(settings jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare problems text; strange text;
begin
  if jsonb_typeof(configure.settings) is distinct from 'object' then
    raise exception 'Settings are an object of names and values.' using errcode = 'NLINV';
  end if;
  select string_agg(format('"%s" %s.', s.key, private.setting_problem(s.key, s.value)), ' ' order by s.key) into problems
    from jsonb_each(configure.settings) s where private.setting_problem(s.key, s.value) is not null;
  if problems is not null then raise exception '%', problems using errcode = 'NLINV'; end if;
  -- Sums of two currencies mean nothing.
  if exists (select from public.variants v where v.currency <> configure.settings ->> 'currency')
    or exists (select from public.orders o where o.currency <> configure.settings ->> 'currency') then
    raise exception 'There are prices or orders in another currency.' using errcode = 'NLCON';
  end if;
  insert into private.settings (name, value) select s.key, s.value from jsonb_each(configure.settings) s
    on conflict on constraint settings_pkey do update set value = excluded.value;
  select string_agg(r.key, ', ' order by r.key) into strange from private.settings s, jsonb_each(s.value) r
    where s.name = 'vat_rates' and not exists (select from private.settings c where c.name = 'countries' and c.value ? r.key);
  if strange is not null then raise exception '"vat_rates" has countries without delivery: %.', strange using errcode = 'NLINV'; end if;
end
$$;
grant execute on function public.configure to service_role;

-- The currency of prices and orders, in lower case as Stripe has it. Everybody may know it: it is a column's default.
create function public.shop_currency() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.get_setting('currency');
end
$$;
grant execute on function public.shop_currency to anon, authenticated;

-- A demo on one machine begins with a past that supabase/seed/past has generated: all that is older than this moment. Null in every other
-- store: only that program writes the setting. Everybody may know it, so that nobody takes what was generated for real.
create function public.past_until() returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.find_setting('past_until')::timestamptz;
end
$$;
grant execute on function public.past_until to anon, authenticated;
create function private.is_generated(moment timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(is_generated.moment < public.past_until(), false);
end
$$;

-- Posts JSON to a function of the store, signed as functions/verify.ts checks it:
-- `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<path>.<body>">`. The signature covers the path, so that nobody can send a
-- signed call to another function. Triggers call this: a call that fails must not abort the sale or upload that caused it.
create function private.call_function(path text, body jsonb, trace text default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  stamp text := floor(extract(epoch from clock_timestamp()))::bigint::text;
  headers jsonb;
  site_url text := private.find_setting('site_url');
begin
  if site_url is null then return; end if;
  headers := jsonb_build_object(
    'content-type', 'application/json',
    'x-nightlight-signature', 't=' || stamp || ',v1=' || encode(extensions.hmac(
      stamp || '.' || path || '.' || body::text, private.get_setting('webhook_secret'), 'sha256'), 'hex'));
  if trace is not null then headers := headers || jsonb_build_object('traceparent', trace); end if;
  perform net.http_post(url := site_url || path, body := body, headers := headers, timeout_milliseconds := 10000);
exception when others then
  raise warning 'The database could not call %: % (%)', path, sqlerrm, sqlstate;
end
$$;

-- A trace context (https://www.w3.org/TR/trace-context/) for work that begins in the database.
create function private.new_trace() returns text
language sql volatile set search_path = '' as $$
  select '00-' || encode(extensions.gen_random_bytes(16), 'hex') || '-' || encode(extensions.gen_random_bytes(8), 'hex') || '-01'
$$;

-- Days are those of the shop's time zone.
create function private.zone() returns text
language sql stable set search_path = '' as $$
  select private.get_setting('time_zone')
$$;
create function private.day_of(moment timestamptz) returns date
language sql stable set search_path = '' as $$
  select (day_of.moment at time zone private.zone())::date
$$;
create function private.start_of(day date) returns timestamptz
language sql stable set search_path = '' as $$
  select start_of.day::timestamp at time zone private.zone()
$$;
