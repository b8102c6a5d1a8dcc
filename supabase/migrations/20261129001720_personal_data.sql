-- What the shop has about a person, and what becomes of it: orders that join the account, a copy of everything, the account's end.

create index orders_by_guest on public.orders (lower(email)) where user_id is null;

-- The person who asks, with an address that a mail has proved; none for a visit and for an account that many people share.
create function private.proven_person() returns table (id uuid, email text)
language sql stable security definer set search_path = '' as $$
  select u.id, lower(u.email) from auth.users u
  where u.id = private.owning_account(auth.uid()) and u.email_confirmed_at is not null and not u.is_anonymous and u.email <> ''
$$;

-- Gives the caller's account the orders that were made without it for the same address. Returns how many.
create function public.join_orders() returns integer
language sql security definer set search_path = '' as $$
  with joined as (
    update public.orders o set user_id = p.id from private.proven_person() p
    where o.user_id is null and lower(o.email) = p.email returning o.id
  ) select count(*)::integer from joined
$$;

-- What is not in a copy: keys, notes and names of the staff, and what the shop checks and counts. `table.*` is a whole table.
-- supabase/tests/personal-data.test.ts compares it with the rights of every column.
create function private.withheld() returns text[] language sql immutable set search_path = '' as $$
  select array['orders.access_key', 'orders.cart_id', 'orders.network', 'orders.needs_attention', 'orders.stripe_session_id',
    'orders.receipt_email_id', 'orders.receipt_error', 'orders.compared_at', 'carts.id', 'cart_lines.cart_id', 'refunds.error',
    'refunds.reason', 'refunds.requested_by', 'findings.*', 'stock_movements.*', 'disputes.*']
$$;

-- Every table with rows of people, and the condition on them, where $1 is an account and $2 its address: tables that refer to
-- accounts, tables that refer to those, and tables with an address. It reads the schema, so that no new table is forgotten.
create function private.tables_of_people() returns table (name text, relation text, condition text)
language plpgsql stable security definer set search_path = '' as $$
declare
  link record;
  reached oid[] := '{}';
  -- The tables of the last round, with their conditions.
  parents oid[] := array['auth.users'::regclass::oid]; conditions text[] := array['id = $1'];
  next_parents oid[]; next_conditions text[];
begin
  for link in
    select c.oid, c.relname, c.oid::regclass::text as path, (select a.attname from pg_attribute a join pg_constraint f
        on f.conrelid = c.oid and f.contype = 'f' and f.confrelid = 'auth.users'::regclass and f.conkey[1] = a.attnum
        where a.attrelid = c.oid order by a.attnum limit 1) as account
    from pg_class c join pg_namespace s on s.oid = c.relnamespace
      join pg_attribute e on e.attrelid = c.oid and e.attname = 'email' and not e.attisdropped
    where c.relkind = 'r' and s.nspname in ('public', 'private') order by c.relname
  loop
    name := link.relname; relation := link.path;
    -- A row of another account stays with it, whatever address it has.
    condition := case when link.account is null then 'lower(email) = $2'
      else format('(%1$I = $1 or %1$I is null and lower(email) = $2)', link.account) end;
    return next;
    reached := reached || link.oid; parents := parents || link.oid; conditions := conditions || condition;
  end loop;
  while cardinality(parents) > 0 loop
    next_parents := '{}'; next_conditions := '{}';
    for link in
      select distinct on (f.conrelid) f.conrelid, c.relname, f.conrelid::regclass::text as path, p.condition,
        p.parent::regclass::text as parent,
        (select string_agg(format('%I', a.attname), ', ' order by k.n) from unnest(f.conkey) with ordinality k (num, n)
          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.num) as own,
        (select string_agg(format('%I', a.attname), ', ' order by k.n) from unnest(f.confkey) with ordinality k (num, n)
          join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.num) as theirs
      from unnest(parents, conditions) as p (parent, condition) join pg_constraint f on f.confrelid = p.parent and f.contype = 'f'
        join pg_class c on c.oid = f.conrelid join pg_namespace s on s.oid = c.relnamespace
      where s.nspname in ('public', 'private') and f.conrelid <> all (reached)
      order by f.conrelid, f.conname
    loop
      name := link.relname; relation := link.path;
      condition := format('(%s) in (select %s from %s where %s)', link.own, link.theirs, link.parent, link.condition);
      return next;
      reached := reached || link.conrelid; next_parents := next_parents || link.conrelid; next_conditions := next_conditions || condition;
    end loop;
    parents := next_parents; conditions := next_conditions;
  end loop;
end
$$;

-- A copy of what the shop has about the caller, but for what is withheld: an object for the account, and a list of rows for each table.
create function public.my_data() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare person record; part record; rows jsonb; copy jsonb;
begin
  if auth.uid() is null then raise exception 'Sign in first.' using errcode = 'NLAUT'; end if;
  select * into person from private.proven_person();
  if not found then raise exception 'This account belongs to nobody, so there is nothing to copy.' using errcode = 'NLCON'; end if;
  select jsonb_build_object('account', jsonb_build_object('id', u.id, 'email', u.email, 'created_at', u.created_at,
      'email_confirmed_at', u.email_confirmed_at, 'last_sign_in_at', u.last_sign_in_at,
      'has_password', coalesce(u.encrypted_password, '') <> '',
      'sessions', (select count(*) from auth.sessions s where s.user_id = u.id)))
    into copy from auth.users u where u.id = person.id;
  for part in select * from private.tables_of_people() t where t.name || '.*' <> all (private.withheld()) order by t.name loop
    execute format('select coalesce(jsonb_agg(to_jsonb(t) - $3), ''[]'') from (select * from %s where %s) t', part.relation, part.condition)
      into rows using person.id, person.email, (select coalesce(array_agg(split_part(w, '.', 2)), '{}') from unnest(private.withheld()) w
        where split_part(w, '.', 1) = part.name);
    copy := copy || jsonb_build_object(part.name, rows);
  end loop;
  return copy;
end
$$;

-- Whether the caller signed in a moment ago. What cannot be undone asks for it: a session may be open on a device that was left.
create function public.is_session_fresh() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from auth.sessions s where s.id = (auth.jwt() ->> 'session_id')::uuid and s.user_id = auth.uid()
    and s.created_at > now() - interval '15 minutes')
$$;

-- Ends the caller's account. Its orders stay, because the books must, and belong to no account until one with their address joins them.
create function public.delete_account() returns void
language plpgsql security definer set search_path = '' as $$
declare person record;
begin
  if auth.uid() is null then raise exception 'Sign in first.' using errcode = 'NLAUT'; end if;
  select * into person from private.proven_person();
  if not found then raise exception 'This account is for a visit, so it stays as it is.' using errcode = 'NLCON'; end if;
  if exists (select from public.staff s where s.user_id = person.id) then
    raise exception 'You are on the staff of this shop. Ask its owner to take you off first.' using errcode = 'NLCON';
  end if;
  if not public.is_session_fresh() then
    raise exception 'Sign in again first, so that we know that it is you.' using errcode = 'NLCON';
  end if;
  update public.orders o set user_id = null where o.user_id = person.id;
  delete from public.carts c where c.user_id = person.id;
  -- A question that was not mailed yet needs its address; the clean-up removes it later.
  delete from public.questions q where (q.user_id = person.id or q.user_id is null and lower(q.email) = person.email) and q.sent_at is not null;
  delete from auth.users u where u.id = person.id;
end
$$;
grant execute on function public.join_orders, public.my_data, public.is_session_fresh, public.delete_account to authenticated;
