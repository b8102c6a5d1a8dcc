-- How a cart becomes an order, and what keeps stock from being held by orders that nobody pays.

-- What the app needs of a pending order to have it paid.
create function private.pending_order_json(shop_order public.orders) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object('id', shop_order.id, 'number', shop_order.number, 'access_key', shop_order.access_key, 'status', shop_order.status,
    'session_id', shop_order.stripe_session_id, 'subtotal', shop_order.subtotal_amount, 'shipping', shop_order.shipping_amount,
    'tax', shop_order.tax_amount, 'tax_rate', shop_order.tax_rate, 'total', shop_order.total_amount, 'currency', shop_order.currency,
    'trace', shop_order.trace, 'placed_at', shop_order.created_at, 'lines', (
      select jsonb_agg(jsonb_build_object('name', l.name, 'finish', l.finish, 'sku', l.sku, 'unit_amount', l.unit_amount, 'quantity', l.quantity,
        'total', l.total_amount) order by l.sku) from public.order_lines l where l.order_id = shop_order.id));
end
$$;

-- Whether a cart is still what its pending order says: the same lines, prices and shopper.
create function private.is_unchanged(pending public.orders, user_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare price constant private.cart_price := private.price_of(pending.cart_id, null, pending.id);
begin
  return pending.user_id is not distinct from private.owning_account(is_unchanged.user_id)
    and (price.currency, price.subtotal, price.shipping) = (pending.currency, pending.subtotal_amount, pending.shipping_amount)
    and (price.variant_ids, price.quantities, price.unit_amounts) = (
      select array_agg(l.variant_id order by l.variant_id), array_agg(l.quantity order by l.variant_id), array_agg(l.unit_amount order by l.variant_id)
      from public.order_lines l where l.order_id = pending.id);
end
$$;

-- The pending order of a cart, and its variants. Null when there is none.
create function public.find_pending_order(cart_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare pending public.orders;
begin
  select * into pending from public.orders o where o.cart_id = find_pending_order.cart_id and o.status = 'pending';
  if not found then return null; end if;
  return jsonb_build_object('order', private.pending_order_json(pending),
    'variants', (select jsonb_agg(l.variant_id) from public.order_lines l where l.order_id = pending.id));
end
$$;

-- Raises NLTOO when an order, or all unpaid orders of a network, would keep too many pieces from others. Orders of one network wait
-- here for each other.
create function private.check_hold(network text, pieces bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if check_hold.pieces > private.most_pieces() then
    raise exception 'One order holds at most % lamps. Please make two orders of it.', private.most_pieces() using errcode = 'NLINV';
  end if;
  if check_hold.network is null then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('hold ' || check_hold.network, 0));
  if check_hold.pieces + (select coalesce(sum(l.quantity), 0) from public.orders o join public.order_lines l on l.order_id = o.id
      where o.status = 'pending' and o.network = check_hold.network) > private.most_pieces_of_network() then
    raise exception 'Many orders from your network wait for their payment. Pay or cancel one, or try again in half an hour.'
      using errcode = 'NLTOO';
  end if;
end
$$;

-- Makes a pending order of a cart: copies today's price and takes stock, in one transaction.
-- `expected` is the total that the cart's page showed. Lines that it showed as out of the sum stay in the cart then. Without it, a
-- line that cannot be had stops the order. A cart that has a pending order gets that one, with whether it is `unchanged`.
create function public.place_order(cart_id uuid, trace text, user_id uuid default null, network text default null, expected integer default null)
  returns jsonb
language plpgsql security definer set search_path = ''
-- An order has few lines: one plan fits all, and none that reads a whole table. Postgres would otherwise plan the statements with lists of
-- lines anew for each order.
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  placed public.orders;
  price private.cart_price;
  -- Takes what functions without a result give: Postgres evaluates an assignment at once, and starts its executor for PERFORM.
  nothing text;
begin
  perform from public.carts c where c.id = place_order.cart_id for update;
  select * into placed from public.orders o where o.cart_id = place_order.cart_id and o.status = 'pending';
  if found then
    return private.pending_order_json(placed) || jsonb_build_object('unchanged', private.is_unchanged(placed, place_order.user_id));
  end if;

  price := private.price_of(place_order.cart_id);
  if price.falls_short and (place_order.expected is null or price.variant_ids = '{}' or price.total <> place_order.expected) then
    perform private.check_stock(l.variant_id, l.quantity, l.cart_id) from public.cart_lines l join public.variants v on v.id = l.variant_id
      join public.products p on p.id = v.product_id and p.status = 'active' where l.cart_id = place_order.cart_id
      -- The price has the lines that can be had.
      and l.variant_id <> all (price.variant_ids);
  end if;
  if price.variant_ids = '{}' then
    if exists (select from public.cart_lines l where l.cart_id = place_order.cart_id) then
      raise exception 'Nothing in your cart can be ordered now.' using errcode = 'NLINV';
    end if;
    raise exception 'Your cart is empty.' using errcode = 'NLINV';
  elsif price.total <> place_order.expected then
    raise exception 'The sum has changed meanwhile. Please look at your cart again.' using errcode = 'NLCON';
  elsif price.total > private.most_total() then
    raise exception 'That is more than one order can be. Please make two orders of it.' using errcode = 'NLINV';
  end if;
  nothing := private.check_hold(place_order.network, price.pieces);
  insert into public.orders (cart_id, user_id, network, trace, currency, subtotal_amount, shipping_amount, tax_rate, tax_amount, total_amount)
    values (place_order.cart_id, private.owning_account(place_order.user_id), place_order.network, place_order.trace, price.currency,
      price.subtotal, price.shipping, price.tax_rate, price.tax, price.total)
    returning * into placed;
  -- Whoever buys the same lamps waits from here to the end of the transaction, so all that needs no stock comes before.
  nothing := private.take_stock(price.variant_ids, price.quantities, placed.id);
  insert into public.order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
    select placed.id, v.id, p.name, v.name, v.sku, x.amount, x.quantity
    from unnest(price.variant_ids, price.quantities, price.unit_amounts) as x (id, quantity, amount)
      join public.variants v on v.id = x.id join public.products p on p.id = v.product_id;
  return private.pending_order_json(placed);
end
$$;
grant execute on function public.add_to_cart to checkout;
grant execute on function public.find_pending_order, public.place_order to checkout;
