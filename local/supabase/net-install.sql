-- Stands in for the files of pg_net, which the embedded Postgres lacks: `create extension if not exists pg_net` makes its schema just
-- before the command itself, which then finds the extension there. database.ts puts net.sql where its name stands.

create function extensions.install_pg_net() returns event_trigger language plpgsql security definer
set search_path = pg_catalog as $install$
declare
  said text := regexp_replace(current_query(), '--[^\n]*', '', 'g');
begin
  if exists (select from pg_extension where extname = 'pg_net') then return; end if;
  if said !~* 'create\s+extension\s+(if\s+not\s+exists\s+)?"?pg_net\y' then return; end if;
  execute $net$/* net.sql */$net$;
end $install$;
create event trigger install_pg_net on ddl_command_start when tag in ('CREATE EXTENSION')
  execute function extensions.install_pg_net();
