-- How a cart becomes an order, and what keeps stock from being held by orders that nobody pays.

-- The pending order of a cart, and whether it is unchanged: the same lines, prices and shopper.
create function public.find_pending_order(cart_id uuid, user_id uuid default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('order', private.order_json(o),
    'variants', (select jsonb_agg(l.variant_id) from public.order_lines l where l.order_id = o.id), 'unchanged',
    o.user_id is not distinct from private.owning_account(find_pending_order.user_id) and private.price_cart(o.cart_id) @> jsonb_build_object(
      'currency', o.currency, 'subtotal', o.subtotal_amount, 'shipping', o.shipping_amount)
    and private.price_cart(o.cart_id) -> 'lines' = (
      select coalesce(jsonb_agg(jsonb_build_object('variant_id', l.variant_id, 'quantity', l.quantity, 'unit_amount', l.unit_amount)
        order by l.variant_id), '[]') from public.order_lines l where l.order_id = o.id))
  from public.orders o where o.cart_id = find_pending_order.cart_id and o.status = 'pending'
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
-- line that cannot be had stops the order.
create function public.place_order(cart_id uuid, trace text, user_id uuid default null, network text default null, expected integer default null)
  returns jsonb
language plpgsql security definer set search_path = '' as $$
declare placed public.orders; price jsonb; line record;
begin
  perform from public.carts c where c.id = place_order.cart_id for update;
  select * into placed from public.orders o where o.cart_id = place_order.cart_id and o.status = 'pending';
  if found then return private.order_json(placed); end if;

  price := private.price_cart(place_order.cart_id);
  if place_order.expected is null or price -> 'lines' = '[]' or (price ->> 'total')::bigint <> place_order.expected then
    perform private.check_stock(l.variant_id, l.quantity, l.cart_id) from public.cart_lines l join public.variants v on v.id = l.variant_id
      join public.products p on p.id = v.product_id and p.status = 'active' where l.cart_id = place_order.cart_id;
  end if;
  if price -> 'lines' = '[]' then
    if exists (select from public.cart_lines l where l.cart_id = place_order.cart_id) then
      raise exception 'Nothing in your cart can be ordered now.' using errcode = 'NLINV';
    end if;
    raise exception 'Your cart is empty.' using errcode = 'NLINV';
  elsif (price ->> 'total')::bigint <> place_order.expected then
    raise exception 'The sum has changed meanwhile. Please look at your cart again.' using errcode = 'NLCON';
  elsif (price ->> 'total')::bigint > private.most_total() then
    raise exception 'That is more than one order can be. Please make two orders of it.' using errcode = 'NLINV';
  end if;
  perform private.check_hold(place_order.network, (select sum(x.quantity) from jsonb_to_recordset(price -> 'lines') as x (quantity integer)));
  insert into public.orders (cart_id, user_id, network, trace, currency, subtotal_amount, shipping_amount, tax_rate, tax_amount, total_amount)
    select place_order.cart_id, private.owning_account(place_order.user_id), place_order.network, place_order.trace, x.currency, x.subtotal, x.shipping, x.tax_rate, x.tax, x.total
    from jsonb_to_record(price) as x (currency text, subtotal integer, shipping integer, tax_rate numeric, tax integer, total integer)
    returning * into placed;
  -- The lines come in order of their ids, so that two orders of the same lamps never wait for each other.
  for line in
    select x.variant_id, x.quantity, x.unit_amount, v.name as finish, v.sku, p.name
    from jsonb_to_recordset(price -> 'lines') as x (variant_id uuid, quantity integer, unit_amount integer)
      join public.variants v on v.id = x.variant_id join public.products p on p.id = v.product_id
    order by x.variant_id
  loop
    if not private.move_stock(line.variant_id, -line.quantity, 'taken', placed.id) then
      raise exception '% in % has just been sold.', line.name, line.finish using errcode = 'NLSOL';
    end if;
    insert into public.order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
      values (placed.id, line.variant_id, line.name, line.finish, line.sku, line.unit_amount, line.quantity);
  end loop;
  return private.order_json(placed);
end
$$;
grant execute on function public.add_to_cart to checkout;
grant execute on function public.find_pending_order, public.place_order to checkout;
