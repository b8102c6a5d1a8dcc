-- Carts: a browser holds only a cart's id (random, in an httpOnly cookie); whoever knows it may use it. No direct access.

create table public.carts (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.cart_lines (
  cart_id uuid not null references public.carts (id) on delete cascade,
  variant_id uuid not null references public.variants (id),
  quantity integer not null check (quantity between 1 and 20),
  added_at timestamptz not null default now(),
  primary key (cart_id, variant_id)
);

alter table public.carts enable row level security;
alter table public.carts force row level security;
alter table public.cart_lines enable row level security;
alter table public.cart_lines force row level security;

-- Free from 150 euros, 9 euros below; nothing for an empty cart. In cents.
create function private.shipping_for(subtotal integer) returns integer
language sql immutable set search_path = '' as $$
  select case when subtotal = 0 or subtotal >= 15000 then 0 else 900 end
$$;

-- The VAT of 21 % that a gross amount contains, in cents, rounded half up.
create function private.tax_in(gross integer) returns integer
language sql immutable set search_path = '' as $$
  select floor(gross * 21.0 / 121 + 0.5)::integer
$$;

create function private.check_quantity(quantity integer) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if quantity is null or quantity not between 1 and 20 then
    raise exception 'The quantity must be a whole number from 1 to 20.' using errcode = 'NLINV';
  end if;
end
$$;

-- What a cart may have of a variant: the stock, and what its own open order has taken from it already.
create function private.available(variant_id uuid, cart_id uuid) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select v.stock from public.variants v where v.id = available.variant_id)
    + coalesce((select l.quantity from public.orders o join public.order_lines l on l.order_id = o.id
        where o.cart_id = available.cart_id and o.status = 'pending' and l.variant_id = available.variant_id), 0);
end
$$;

-- Raises NLSOL with a sentence for the shopper when there is less than asked for.
create function private.check_stock(variant_id uuid, quantity integer, cart_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
declare wanted record;
begin
  select private.available(v.id, check_stock.cart_id) as stock, v.name as finish, p.name, p.status into wanted
    from public.variants v join public.products p on p.id = v.product_id where v.id = check_stock.variant_id;
  if not found or wanted.status <> 'active' then
    raise exception 'This lamp is not for sale.' using errcode = 'NLNOT';
  elsif wanted.stock = 0 then
    raise exception '% in % is sold out.', wanted.name, wanted.finish using errcode = 'NLSOL';
  elsif wanted.stock < check_stock.quantity then
    raise exception 'Only % left of % in %.', wanted.stock, wanted.name, wanted.finish using errcode = 'NLSOL';
  end if;
end
$$;

-- Adds to a cart, and makes one when the id is null or not known. Gives the id of the cart used.
create function public.add_to_cart(cart_id uuid, variant_id uuid, quantity integer) returns uuid
language plpgsql security definer set search_path = '' as $$
declare used uuid; already integer;
begin
  perform private.check_quantity(add_to_cart.quantity);
  update public.carts c set updated_at = now() where c.id = add_to_cart.cart_id returning c.id into used;
  if used is null then insert into public.carts default values returning id into used; end if;
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
  return used;
end
$$;

create function public.set_cart_quantity(cart_id uuid, variant_id uuid, quantity integer) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.check_quantity(set_cart_quantity.quantity);
  if not exists (select from public.cart_lines l where l.cart_id = set_cart_quantity.cart_id and l.variant_id = set_cart_quantity.variant_id) then
    raise exception 'This lamp is no longer in the cart.' using errcode = 'NLNOT';
  end if;
  perform private.check_stock(set_cart_quantity.variant_id, set_cart_quantity.quantity, set_cart_quantity.cart_id);
  update public.cart_lines l set quantity = set_cart_quantity.quantity
    where l.cart_id = set_cart_quantity.cart_id and l.variant_id = set_cart_quantity.variant_id;
  update public.carts c set updated_at = now() where c.id = set_cart_quantity.cart_id;
end
$$;

create function public.remove_from_cart(cart_id uuid, variant_id uuid) returns void
language sql security definer set search_path = '' as $$
  delete from public.cart_lines l where l.cart_id = remove_from_cart.cart_id and l.variant_id = remove_from_cart.variant_id;
  update public.carts c set updated_at = now() where c.id = remove_from_cart.cart_id;
$$;

-- The cart with today's prices. An unknown id is an empty cart.
create function public.get_cart(cart_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  with lines as (
    select l.variant_id, l.added_at, l.quantity, v.price_amount, private.available(v.id, l.cart_id) as stock, v.name as finish, v.hex, p.slug, p.name, p.id as product_id
    from public.cart_lines l join public.variants v on v.id = l.variant_id join public.products p on p.id = v.product_id
    where l.cart_id = get_cart.cart_id and p.status = 'active'
  ), sums as (
    select coalesce(sum(quantity), 0)::integer as count, coalesce(sum(quantity * price_amount), 0)::integer as subtotal from lines
  )
  select jsonb_build_object(
    'count', s.count, 'subtotal', s.subtotal, 'shipping', private.shipping_for(s.subtotal),
    'total', s.subtotal + private.shipping_for(s.subtotal),
    'tax', private.tax_in(s.subtotal + private.shipping_for(s.subtotal)),
    'lines', coalesce((select jsonb_agg(jsonb_build_object(
        'variant_id', l.variant_id, 'slug', l.slug, 'name', l.name, 'finish', l.finish, 'hex', l.hex,
        'unit_amount', l.price_amount, 'quantity', l.quantity, 'stock', l.stock,
        'photograph', private.photograph_of(l.product_id, l.variant_id)) order by l.added_at, l.variant_id)
      from lines l), '[]'))
  from sums s
$$;
grant execute on function public.add_to_cart, public.set_cart_quantity, public.remove_from_cart, public.get_cart to anon, authenticated;
