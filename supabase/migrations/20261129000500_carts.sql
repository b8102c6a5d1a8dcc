-- Carts. A browser holds only a cart's id (random, in an httpOnly cookie), and whoever knows the id may use the cart.
-- Nobody reads these tables directly.

create table public.carts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid unique references auth.users (id) on delete set null,
  -- ids of the last additions: a page that got no answer sends the same again
  additions uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index carts_updated on public.carts (updated_at);

create table public.cart_lines (
  cart_id uuid not null references public.carts (id) on delete cascade,
  variant_id uuid not null references public.variants (id),
  quantity integer not null check (quantity between 1 and 20),
  added_at timestamptz not null default now(),
  primary key (cart_id, variant_id)
);

alter table public.carts enable row level security, force row level security;
alter table public.cart_lines enable row level security, force row level security;

-- Limits. One payment at Stripe has at most eight digits: https://docs.stripe.com/api/payment_intents/create#create_payment_intent-amount
create function private.most_total() returns integer language sql immutable set search_path = '' as $$ select 99999999 $$;
-- How many pieces one unpaid order, and all unpaid orders of one network, may take from the stock.
create function private.most_pieces() returns integer language sql immutable set search_path = '' as $$ select 10 $$;
create function private.most_pieces_of_network() returns integer language sql immutable set search_path = '' as $$ select 60 $$;

create function private.check_quantity(quantity integer) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if quantity is null or quantity not between 1 and 20 then
    raise exception 'The quantity must be a whole number from 1 to 20.' using errcode = 'NLINV';
  end if;
end
$$;

-- How many of a variant a cart may hold: the stock, and what the cart's own pending order has taken from it.
create function private.available(variant_id uuid, cart_id uuid) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select v.stock from public.variants v where v.id = available.variant_id)
    + coalesce((select l.quantity from public.orders o join public.order_lines l on l.order_id = o.id
        where o.cart_id = available.cart_id and o.status = 'pending' and l.variant_id = available.variant_id), 0);
end
$$;

-- How many of a variant wait for the payment of other carts: they come back when nobody pays.
create function private.held_by_others(variant_id uuid, cart_id uuid) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select coalesce(sum(l.quantity), 0) from public.orders o join public.order_lines l on l.order_id = o.id
    where o.status = 'pending' and o.cart_id is distinct from held_by_others.cart_id and l.variant_id = held_by_others.variant_id);
end
$$;

-- Raises NLSOL with a sentence for the shopper when fewer are left than the cart wants.
create function private.check_stock(variant_id uuid, quantity integer, cart_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
declare wanted record;
begin
  select private.available(v.id, check_stock.cart_id) as stock, v.name as finish, p.name, p.status into wanted
    from public.variants v join public.products p on p.id = v.product_id where v.id = check_stock.variant_id;
  if not found or wanted.status <> 'active' then
    raise exception 'This lamp is not for sale.' using errcode = 'NLNOT';
  elsif wanted.stock = 0 and private.held_by_others(check_stock.variant_id, check_stock.cart_id) > 0 then
    raise exception '% in % is in somebody else''s cart just now. Try again soon.', wanted.name, wanted.finish using errcode = 'NLSOL';
  elsif wanted.stock = 0 then
    raise exception '% in % is sold out.', wanted.name, wanted.finish using errcode = 'NLSOL';
  elsif wanted.stock < check_stock.quantity then
    raise exception 'Only % left of % in %.', wanted.stock, wanted.name, wanted.finish using errcode = 'NLSOL';
  end if;
end
$$;

-- Raises NLINV when a cart comes to more than one payment can be.
create function private.check_sum(cart_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if (select sum(l.quantity * v.price_amount::bigint) from public.cart_lines l join public.variants v on v.id = l.variant_id
      where l.cart_id = check_sum.cart_id) + private.get_setting('parcel_amount')::integer > private.most_total() then
    raise exception 'That is more than one order can be. Please make two orders of it.' using errcode = 'NLINV';
  end if;
end
$$;

-- Adds to a cart; makes a new one when the id is null or unknown. The same `add_id` adds once. Returns the id of the cart.
create function public.add_to_cart(cart_id uuid, variant_id uuid, quantity integer, add_id uuid default null) returns uuid
language plpgsql security definer set search_path = '' as $$
declare used uuid; already integer;
begin
  perform private.check_quantity(add_to_cart.quantity);
  update public.carts c set updated_at = now() where c.id = add_to_cart.cart_id returning c.id into used;
  if used is null then insert into public.carts default values returning id into used; end if;
  if add_to_cart.add_id is not null then
    update public.carts c set additions = (array_prepend(add_to_cart.add_id, c.additions))[1:20]
      where c.id = used and not add_to_cart.add_id = any (c.additions);
    if not found then return used; end if;
  end if;
  select l.quantity into already from public.cart_lines l where l.cart_id = used and l.variant_id = add_to_cart.variant_id;
  if coalesce(already, 0) + add_to_cart.quantity > 20 then
    raise exception 'A cart holds at most 20 of one lamp.' using errcode = 'NLINV';
  end if;
  perform private.check_stock(add_to_cart.variant_id, coalesce(already, 0) + add_to_cart.quantity, used);
  if already is null and (select count(*) from public.cart_lines l where l.cart_id = used) >= 50 then
    raise exception 'A cart holds at most 50 different lamps.' using errcode = 'NLINV';
  end if;
  insert into public.cart_lines (cart_id, variant_id, quantity) values (used, add_to_cart.variant_id, add_to_cart.quantity)
    on conflict on constraint cart_lines_pkey do update set quantity = cart_lines.quantity + excluded.quantity;
  perform private.check_sum(used);
  return used;
end
$$;

-- Sets the quantity of a line, also to more than there are: the line then stays in the cart, out of its sum, and the page shows why.
create function public.set_cart_quantity(cart_id uuid, variant_id uuid, quantity integer) returns void
language plpgsql security definer set search_path = '' as $$
declare before integer;
begin
  perform private.check_quantity(set_cart_quantity.quantity);
  select l.quantity into before from public.cart_lines l where l.cart_id = set_cart_quantity.cart_id and l.variant_id = set_cart_quantity.variant_id;
  if not found then
    raise exception 'This lamp is no longer in the cart.' using errcode = 'NLNOT';
  end if;
  update public.cart_lines l set quantity = set_cart_quantity.quantity
    where l.cart_id = set_cart_quantity.cart_id and l.variant_id = set_cart_quantity.variant_id;
  if set_cart_quantity.quantity > before then perform private.check_sum(set_cart_quantity.cart_id); end if;
  update public.carts c set updated_at = now() where c.id = set_cart_quantity.cart_id;
end
$$;

create function public.remove_from_cart(cart_id uuid, variant_id uuid) returns void
language sql security definer set search_path = '' as $$
  delete from public.cart_lines l where l.cart_id = remove_from_cart.cart_id and l.variant_id = remove_from_cart.variant_id;
  update public.carts c set updated_at = now() where c.id = remove_from_cart.cart_id;
$$;
-- Carts are made by the app only, which counts them for each network.
grant execute on function public.set_cart_quantity, public.remove_from_cart to anon, authenticated;

-- What a product page cannot know: how many of each finish a cart may have, and how many others may still give back.
create function public.live_stock(slug text, cart_id uuid default null) returns table (variant_id uuid, stock integer, held integer)
language sql stable security definer set search_path = '' as $$
  select v.id, private.available(v.id, live_stock.cart_id), private.held_by_others(v.id, live_stock.cart_id)
  from public.variants v join public.products p on p.id = v.product_id
  where p.slug = live_stock.slug and p.status = 'active' order by v.position
$$;
grant execute on function public.live_stock to anon, authenticated;

-- The account that may own a cart or an order; null for one that many people share, because each would see what the others bought.
create function private.owning_account(user_id uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  if owning_account.user_id is null then return null; end if;
  return (select u.id from auth.users u where u.id = owning_account.user_id and coalesce(u.raw_app_meta_data ->> 'shared', '') <> 'true');
end
$$;

-- After sign-in, a guest's cart joins the account's. Returns the cart to use from now on, null when there is none. The account's cart
-- never has the guest's id: somebody else may know it, and may have given it to this browser. An order that waits for its payment
-- goes along.
create function public.join_cart(cart_id uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare own uuid; guest uuid;
begin
  if auth.uid() is null then raise exception 'Sign in first.' using errcode = 'NLAUT'; end if;
  if private.owning_account(auth.uid()) is null then return join_cart.cart_id; end if;
  select c.id into guest from public.carts c where c.id = join_cart.cart_id and c.user_id is null for update;
  select c.id into own from public.carts c where c.user_id = auth.uid() for update;
  if guest is not null then
    if own is null then
      insert into public.carts (user_id, additions) select auth.uid(), c.additions from public.carts c where c.id = guest returning id into own;
    end if;
    insert into public.cart_lines (cart_id, variant_id, quantity, added_at)
      select own, l.variant_id, l.quantity, l.added_at from public.cart_lines l where l.cart_id = guest
    on conflict on constraint cart_lines_pkey do update set quantity = least(20, cart_lines.quantity + excluded.quantity);
    update public.orders o set cart_id = own where o.cart_id = guest and o.status = 'pending'
      and not exists (select from public.orders p where p.cart_id = own and p.status = 'pending');
    delete from public.carts c where c.id = guest;
  end if;
  return own;
end
$$;
grant execute on function public.join_cart to authenticated;
