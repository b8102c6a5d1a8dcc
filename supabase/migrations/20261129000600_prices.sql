-- Amounts: cart, checkout and order take them from here.

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
grant execute on function public.get_cart to anon, authenticated;
