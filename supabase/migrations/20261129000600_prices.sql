-- Amounts: cart, checkout and order take them from here. All are in minor units, and prices include VAT.

-- What prices depend on besides the catalogue, in one read: the settings by name. In jsonb, so that one value can be passed on.
create function private.price_rules() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select jsonb_object_agg(s.name, s.value) from private.settings s
    where s.name in ('currency', 'parcel_amount', 'parcel_free_from_amount', 'vat_rate', 'vat_rates'));
end
$$;

-- The VAT rate of a country of delivery, in percent; the default rate as long as the country is not known.
create function private.vat_rate(country text default null, rules jsonb default private.price_rules()) returns numeric
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(rules -> 'vat_rates' ->> vat_rate.country, rules ->> 'vat_rate', private.get_setting('vat_rate'))::numeric;
end
$$;
grant execute on function private.price_rules, private.vat_rate to service_role;

-- The VAT that a gross amount contains, rounded half up.
create function private.tax_in(gross bigint, rate numeric) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  return floor(gross * rate / (100 + rate) + 0.5)::bigint;
end
$$;

-- The price of a parcel; nothing for an empty cart.
create function private.parcel_amount(subtotal bigint, rules jsonb default private.price_rules()) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return case when subtotal = 0 or subtotal >= (rules ->> 'parcel_free_from_amount')::integer then 0
    else coalesce(rules ->> 'parcel_amount', private.get_setting('parcel_amount'))::integer end;
end
$$;

-- What a cart costs. The lines that can be had are arrays in the order of the variants, which is also the order in which stock is locked.
create type private.cart_price as (currency text, subtotal bigint, shipping integer, total bigint, tax_rate numeric, tax bigint,
  variant_ids uuid[], quantities integer[], unit_amounts integer[], pieces bigint,
  -- whether the cart has lines of lamps for sale that are not there in this quantity
  falls_short boolean);

-- The price of a cart today, of what can be had of it: what is on sale, in quantities that are there. What the cart's own pending order
-- has taken from the stock is there too: private.available for all lines at once. An unknown id is an empty cart.
create function private.price_of(cart_id uuid, country text default null, pending uuid default null) returns private.cart_price
language plpgsql stable security definer set search_path = '' as $$
declare price private.cart_price; rules constant jsonb := private.price_rules();
begin
  select coalesce(array_agg(l.variant_id) filter (where l.there), '{}'), coalesce(array_agg(l.quantity) filter (where l.there), '{}'),
      coalesce(array_agg(l.price_amount) filter (where l.there), '{}'),
      coalesce(sum(l.quantity * l.price_amount::bigint) filter (where l.there), 0), coalesce(sum(l.quantity) filter (where l.there), 0),
      coalesce(not bool_and(l.there), false)
    into price.variant_ids, price.quantities, price.unit_amounts, price.subtotal, price.pieces, price.falls_short
    from (select c.variant_id, c.quantity, v.price_amount, v.stock + coalesce(taken.quantity, 0) >= c.quantity as there
      from public.cart_lines c join public.variants v on v.id = c.variant_id join public.products p on p.id = v.product_id
        left join public.order_lines taken on taken.order_id = price_of.pending and taken.variant_id = c.variant_id
      where c.cart_id = price_of.cart_id and p.status = 'active' order by c.variant_id) l;
  price.currency := coalesce(rules ->> 'currency', private.get_setting('currency'));
  price.shipping := private.parcel_amount(price.subtotal, rules);
  price.total := price.subtotal + price.shipping;
  price.tax_rate := private.vat_rate(price_of.country, rules);
  price.tax := private.tax_in(price.total, price.tax_rate);
  return price;
end
$$;

-- The same as its page reads it: {"currency", "subtotal", "shipping", "total", "tax_rate", "tax", "lines": [{"variant_id", "quantity",
-- "unit_amount"}]}, lines by variant.
create function private.price_cart(cart_id uuid, country text default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  price constant private.cart_price := private.price_of(price_cart.cart_id, price_cart.country,
    (select o.id from public.orders o where o.cart_id = price_cart.cart_id and o.status = 'pending'));
begin
  return jsonb_build_object('currency', price.currency, 'subtotal', price.subtotal, 'shipping', price.shipping, 'total', price.total,
    'tax_rate', price.tax_rate, 'tax', price.tax, 'lines', (
      select coalesce(jsonb_agg(jsonb_build_object('variant_id', l.id, 'quantity', l.quantity, 'unit_amount', l.amount) order by l.id), '[]')
      from unnest(price.variant_ids, price.quantities, price.unit_amounts) as l (id, quantity, amount)));
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
