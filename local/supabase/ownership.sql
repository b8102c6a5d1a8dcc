-- What a hosted project withholds from whoever applies its migrations: `postgres` is no superuser there, and schemas such as auth,
-- storage and net belong to their services. Runs once, as the superuser, when the tables of auth and storage exist.

do $$
declare thing record;
begin
  for thing in
    select c.oid::regclass as name, n.nspname as part from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('auth', 'storage') and c.relkind in ('r', 'v')
  loop
    execute format('alter table %s owner to supabase_%s_admin', thing.name, thing.part);
    execute format('grant all on %s to postgres%s', thing.name, case thing.part when 'storage' then ' with grant option' else '' end);
  end loop;
  for thing in
    select p.oid::regprocedure as name, n.nspname as part from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('auth', 'storage')
  loop
    execute format('alter function %s owner to supabase_%s_admin', thing.name, thing.part);
  end loop;
end $$;

-- Hosted lets `postgres` make policies and triggers on the tables of storage without owning them, by an extension of its own
-- (https://github.com/supabase/supautils). Here membership lets it do that and more, and an event trigger refuses the rest.
grant supabase_storage_admin to postgres with inherit true, set false;
create function extensions.refuse_foreign_ddl() returns event_trigger language plpgsql set search_path = '' as $$
declare command record;
begin
  if current_user <> 'postgres' then return; end if;
  for command in select * from pg_catalog.pg_event_trigger_ddl_commands() loop
    if coalesce(command.schema_name, split_part(command.object_identity, '.', 1)) in ('auth', 'storage', 'net', 'realtime', 'vault', 'graphql', 'supabase_functions')
      and command.command_tag not in ('CREATE POLICY', 'ALTER POLICY', 'CREATE TRIGGER', 'GRANT', 'REVOKE', 'COMMENT', 'ALTER PUBLICATION')
    then
      raise exception 'must be owner of %', command.object_identity
        using errcode = '42501', hint = 'On hosted Supabase this schema belongs to a service, not to postgres.';
    end if;
  end loop;
end $$;
create event trigger refuse_foreign_ddl on ddl_command_end execute function extensions.refuse_foreign_ddl();

create function extensions.refuse_foreign_drop() returns event_trigger language plpgsql set search_path = '' as $$
declare thing record;
begin
  if current_user <> 'postgres' then return; end if;
  for thing in select * from pg_catalog.pg_event_trigger_dropped_objects() where original loop
    if thing.address_names[1] in ('auth', 'storage', 'net', 'realtime', 'vault', 'graphql', 'supabase_functions')
      and thing.object_type not in ('policy', 'trigger') then
      raise exception 'must be owner of %', thing.object_identity
        using errcode = '42501', hint = 'On hosted Supabase this schema belongs to a service, not to postgres.';
    end if;
  end loop;
end $$;
create event trigger refuse_foreign_drop on sql_drop execute function extensions.refuse_foreign_drop();

-- The storage server says that it means it; nobody else may delete its rows.
create function storage.protect_delete() returns trigger language plpgsql set search_path = '' as $$
begin
  if coalesce(current_setting('storage.allow_delete_query', true), 'false') <> 'true' then
    raise exception 'Direct deletion from storage tables is not allowed. Use the Storage API instead.' using errcode = '42501';
  end if;
  return null;
end $$;
create trigger protect_objects_delete before delete on storage.objects for each statement execute function storage.protect_delete();
create trigger protect_buckets_delete before delete on storage.buckets for each statement execute function storage.protect_delete();
alter function storage.protect_delete() owner to supabase_storage_admin;
