-- Hosted lets `postgres` create extensions that only a superuser may, by supautils; and the embedded Postgres lacks the files of pg_net.
-- Here `create extension if not exists …` makes them as the superuser just before the command itself, which then finds them there.
-- database.ts puts net.sql where its name stands.

create function extensions.install_privileged() returns event_trigger language plpgsql security definer
set search_path = pg_catalog as $install$
declare
  -- Those of supautils.privileged_extensions in https://github.com/supabase/postgres that Postgres has files for and does not trust.
  privileged constant text[] := array['autoinc', 'bloom', 'dblink', 'insert_username', 'moddatetime', 'pg_stat_statements',
    'pgrowlocks', 'pgstattuple', 'postgres_fdw', 'refint', 'sslinfo', 'xml2'];
  -- Those of hosted projects that the embedded Postgres has no files for: https://supabase.com/docs/guides/database/extensions
  absent constant text[] := array['address_standardizer', 'http', 'hypopg', 'index_advisor', 'pg_cron', 'pg_hashids', 'pg_jsonschema',
    'pg_partman', 'pg_repack', 'pg_tle', 'pgaudit', 'pgjwt', 'pgmq', 'pgroonga', 'pgrouting', 'pgsodium', 'pgtap', 'plpgsql_check', 'plv8',
    'postgis', 'postgis_raster', 'postgis_sfcgal', 'postgis_tiger_geocoder', 'postgis_topology', 'rum', 'timescaledb', 'vector', 'wrappers'];
  wanted text[];
begin
  if current_setting('supautils.installs', true) = 'yes' then return; end if;
  for wanted in
    select regexp_matches(regexp_replace(current_query(), '--[^\n]*', '', 'g'),
      'create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)"?(?:\s+with)?(?:\s+schema\s+"?(\w+)"?)?', 'gi')
  loop
    if exists (select from pg_extension where extname = wanted[1]) then continue; end if;
    if wanted[1] = any (absent) and not exists (select from pg_available_extensions where name = wanted[1]) then
      raise exception 'extension "%" is not in the local Postgres', wanted[1]
        using errcode = '0A000', hint = 'A hosted project would create it here, and what follows in this migration would run.';
    end if;
    perform set_config('supautils.installs', 'yes', true);
    if wanted[1] = 'pg_net' then
      execute $net$/* net.sql */$net$;
    elsif wanted[1] = any (privileged) then
      execute format('create extension %I schema %I', wanted[1], coalesce(wanted[2], 'public'));
    end if;
    perform set_config('supautils.installs', '', true);
  end loop;
end $install$;
create event trigger install_privileged on ddl_command_start when tag in ('CREATE EXTENSION')
  execute function extensions.install_privileged();
