-- Amounts: cart, checkout and order take them from here. All are in minor units, and prices include VAT.

-- The VAT rate of a country of delivery, in percent; the default rate as long as the country is not known.
create function private.vat_rate(country text default null) returns numeric
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(case when vat_rate.country is not null then (private.find_setting('vat_rates')::jsonb ->> vat_rate.country)::numeric end,
    private.get_setting('vat_rate')::numeric);
end
$$;
grant execute on function private.vat_rate to service_role;

-- The VAT that a gross amount contains, rounded half up.
create function private.tax_in(gross bigint, rate numeric) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  return floor(gross * rate / (100 + rate) + 0.5)::bigint;
end
$$;

-- The price of a parcel; nothing for an empty cart.
create function private.parcel_amount(subtotal bigint) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return case when subtotal = 0 or subtotal >= private.find_setting('parcel_free_from_amount')::integer then 0
    else private.get_setting('parcel_amount')::integer end;
end
$$;

-- The price of a cart today, of what can be had of it: what is on sale, in quantities that are there. {"currency", "subtotal",
-- "shipping", "total", "tax_rate", "tax", "lines": [{"variant_id", "quantity", "unit_amount"}]}, lines by variant. An unknown id
-- is an empty cart.
create function private.price_cart(cart_id uuid, country text default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare lines jsonb; subtotal bigint; shipping integer; rate numeric;
begin
  -- What the cart's own pending order has taken from the stock is there too: private.available for all lines at once.
  select coalesce(jsonb_agg(jsonb_build_object('variant_id', l.variant_id, 'quantity', l.quantity, 'unit_amount', v.price_amount)
      order by l.variant_id), '[]'), coalesce(sum(l.quantity * v.price_amount::bigint), 0)
    into lines, subtotal
    from public.cart_lines l join public.variants v on v.id = l.variant_id join public.products p on p.id = v.product_id
      left join public.orders o on o.cart_id = l.cart_id and o.status = 'pending'
      left join public.order_lines taken on taken.order_id = o.id and taken.variant_id = l.variant_id
    where l.cart_id = price_cart.cart_id and p.status = 'active' and v.stock + coalesce(taken.quantity, 0) >= l.quantity;
  shipping := private.parcel_amount(subtotal);
  rate := private.vat_rate(price_cart.country);
  return jsonb_build_object('currency', public.shop_currency(), 'subtotal', subtotal, 'shipping', shipping,
    'total', subtotal + shipping, 'tax_rate', rate, 'tax', private.tax_in(subtotal + shipping, rate), 'lines', lines);
end
$$;

-- The cart as its page shows it, with today's prices. Each line has a state: 'ok'; out of the sum are 'short' (fewer are left),
-- 'held' (none is left, but others may give theirs back), 'sold_out' and 'gone' (no longer for sale).
create function public.get_cart(cart_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  with lines as (
    select l.variant_id, l.quantity, l.added_at, v.price_amount, v.name as finish, v.hex, p.slug, p.name,
      p.status <> 'active' as gone, case p.status when 'active' then private.available(v.id, l.cart_id) else 0 end as stock,
      private.held_by_others(v.id, l.cart_id) as held, private.photograph_of(p.id, v.id) as photograph
    from public.cart_lines l join public.variants v on v.id = l.variant_id join public.products p on p.id = v.product_id
    where l.cart_id = get_cart.cart_id
  )
  select private.price_cart(get_cart.cart_id) || jsonb_build_object(
    'count', (select coalesce(sum(l.quantity), 0) from lines l where not l.gone),
    'lines', coalesce((select jsonb_agg(jsonb_build_object(
        'variant_id', l.variant_id, 'slug', l.slug, 'name', l.name, 'finish', l.finish, 'hex', l.hex,
        'unit_amount', l.price_amount, 'quantity', l.quantity, 'stock', l.stock,
        'state', case when l.gone then 'gone' when l.stock >= l.quantity then 'ok' when l.stock > 0 then 'short'
          when l.held > 0 then 'held' else 'sold_out' end,
        'photograph', l.photograph,
        'pictured', (select x.name from public.variants x where x.id = (l.photograph ->> 'variant_id')::uuid)) order by l.added_at, l.variant_id)
      from lines l), '[]'))
$$;
grant execute on function public.get_cart to anon, authenticated;
