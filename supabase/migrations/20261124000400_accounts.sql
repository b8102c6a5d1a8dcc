-- Shoppers with an account: their cart and their orders; and limits for everything that can be tried by guessing.

alter table public.carts add column user_id uuid unique references auth.users (id) on delete set null;

-- A guest's cart joins the account's after signing in. Gives the cart to use from now on, null when there is none.
create function public.join_cart(cart_id uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare own uuid; guest uuid;
begin
  if auth.uid() is null then raise exception 'Sign in first.' using errcode = 'NLAUT'; end if;
  select c.id into guest from public.carts c where c.id = join_cart.cart_id and c.user_id is null for update;
  select c.id into own from public.carts c where c.user_id = auth.uid() for update;
  if own is null and guest is not null then
    update public.carts c set user_id = auth.uid(), updated_at = now() where c.id = guest;
    return guest;
  end if;
  if guest is not null then
    insert into public.cart_lines (cart_id, variant_id, quantity, added_at)
      select own, l.variant_id, l.quantity, l.added_at from public.cart_lines l where l.cart_id = guest
    on conflict on constraint cart_lines_pkey do update set quantity = least(20, cart_lines.quantity + excluded.quantity);
    delete from public.cart_lines l where l.cart_id = guest;
  end if;
  return own;
end
$$;
revoke execute on function public.join_cart from public;
grant execute on function public.join_cart to authenticated;

-- Counts tries per key (a hash that the app makes) in windows of time. 0: go on; else the seconds until the next try is allowed.
create table private.turns (
  key text primary key,
  window_started_at timestamptz not null default now(),
  taken integer not null default 1
);
alter table private.turns enable row level security;
alter table private.turns force row level security;

create function public.take_turn(key text, most integer, seconds integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare turn private.turns;
begin
  insert into private.turns (key) values (left(take_turn.key, 200))
    on conflict on constraint turns_pkey do update set
      taken = case when turns.window_started_at < now() - seconds * interval '1 second' then 1 else turns.taken + 1 end,
      window_started_at = case when turns.window_started_at < now() - seconds * interval '1 second' then now() else turns.window_started_at end
    returning * into turn;
  -- Now and then, what nobody asks for any more is forgotten.
  if random() < 0.01 then delete from private.turns t where t.window_started_at < now() - interval '1 day'; end if;
  if turn.taken <= most then return 0; end if;
  return greatest(1, ceil(extract(epoch from turn.window_started_at + seconds * interval '1 second' - now())))::integer;
end
$$;
revoke execute on function public.take_turn from public;
grant execute on function public.take_turn to gatekeeper;

-- Appoints somebody who has an account: owners do, and the seed program before there is one. Nobody changes themselves.
create function public.appoint_staff(email text, role text, name text) returns void
language plpgsql security definer set search_path = '' as $$
declare account uuid;
begin
  -- The seed program has the secret key; everybody else who comes through the API must be an owner.
  if coalesce(auth.role(), 'service_role') <> 'service_role' and public.staff_role() is distinct from 'owner' then
    raise exception 'Only an owner appoints staff.' using errcode = 'NLFOR';
  end if;
  select u.id into account from auth.users u where lower(u.email) = lower(trim(appoint_staff.email));
  if account is null then raise exception 'Nobody has an account with this address.' using errcode = 'NLNOT'; end if;
  if account = auth.uid() then raise exception 'Nobody changes their own place on the staff.' using errcode = 'NLFOR'; end if;
  if appoint_staff.role is null or appoint_staff.role not in ('owner', 'editor', 'viewer') then
    raise exception 'There is no such role.' using errcode = 'NLINV';
  end if;
  insert into public.staff (user_id, role, name) values (account, appoint_staff.role, trim(appoint_staff.name))
    on conflict on constraint staff_pkey do update set role = excluded.role, name = excluded.name;
end
$$;
revoke execute on function public.appoint_staff from public;
grant execute on function public.appoint_staff to authenticated, service_role;
grant all on public.staff, public.audit_log, public.refunds, public.refund_lines to service_role;
