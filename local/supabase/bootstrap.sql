-- What a new hosted Supabase database has before the first migration: roles, schemas, default privileges.
-- Runs once per database, as the superuser. Source: the init scripts and migrations of https://github.com/supabase/postgres.

create role postgres login password 'postgres' nosuperuser createdb createrole replication bypassrls;
create role anon nologin;
create role authenticated nologin;
create role service_role nologin bypassrls;
create role authenticator login noinherit;
create role supabase_auth_admin nologin noinherit createrole;
create role supabase_storage_admin nologin noinherit createrole;
create role supabase_functions_admin nologin noinherit createrole;
create role supabase_realtime_admin nologin noinherit;
create role supabase_replication_admin nologin replication;
create role supabase_read_only_user nologin bypassrls;
create role dashboard_user nologin createdb createrole replication;
grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to postgres with admin option;
grant pg_read_all_data, pg_monitor, pg_signal_backend to postgres;
grant pg_read_all_data to supabase_read_only_user;
-- Hosted lets `postgres` switch triggers off for its session, by supautils; the files of `supabase db dump --data-only` begin so.
grant set on parameter session_replication_role to postgres;
grant authenticator to supabase_storage_admin;

-- What sessions of the API may take. PostgREST reads the settings of every role a token names.
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';

create schema extensions authorization postgres;
create schema auth;
create schema storage;
create schema supabase_migrations authorization postgres;
grant usage on schema public, extensions, auth, storage to anon, authenticated, service_role;
grant usage on schema auth to postgres;
grant usage on schema storage to postgres with grant option;
grant all on schema public to postgres with grant option;
grant usage, create on schema auth to supabase_auth_admin;
grant usage, create on schema storage to supabase_storage_admin;

create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;
create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;
do $$ begin
  execute format('alter database %I owner to postgres', current_database());
  execute format('alter database %I set search_path = "$user", public, extensions', current_database());
end $$;

-- Since 30 May 2026 what `postgres` makes in `public` is not open to the API until it is granted
-- (https://github.com/orgs/supabase/discussions/45329). What the superuser makes there still is.
alter default privileges in schema public grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to postgres, anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to postgres, anon, authenticated, service_role;

create table supabase_migrations.schema_migrations (
  version text not null primary key,
  statements text[],
  name text
);
alter table supabase_migrations.schema_migrations owner to postgres;

-- As hosted: the REST server learns of a new table or function at once.
create function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql as $$
begin
  notify pgrst, 'reload schema';
end $$;
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_ddl_watch();
