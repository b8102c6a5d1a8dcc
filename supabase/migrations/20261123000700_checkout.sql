-- The verbs of an order. Each moves state, stock, ledger and jobs in one transaction, and is harmless the second time.

-- What checkout needs of an order, for the role that may ask.
create function private.order_json(shop_order public.orders) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'id', shop_order.id, 'number', shop_order.number, 'access_key', shop_order.access_key, 'status', shop_order.status,
    'email', shop_order.email, 'address', shop_order.address, 'session_id', shop_order.stripe_session_id,
    'subtotal', shop_order.subtotal_amount, 'shipping', shop_order.shipping_amount, 'tax', shop_order.tax_amount,
    'total', shop_order.total_amount, 'refunded', private.refunded(shop_order.id), 'trace', shop_order.trace,
    'tracking_number', shop_order.tracking_number, 'placed_at', shop_order.created_at,
    'lines', (select jsonb_agg(jsonb_build_object('name', l.name, 'finish', l.finish, 'sku', l.sku, 'unit_amount', l.unit_amount,
        'quantity', l.quantity, 'total', l.total_amount, 'slug', (select p.slug from public.variants v join public.products p on p.id = v.product_id
          where v.id = l.variant_id and p.status = 'active')) order by l.sku)
      from public.order_lines l where l.order_id = shop_order.id),
    'events', (select jsonb_agg(jsonb_build_object('status', e.status, 'note', e.note, 'at', e.at) order by e.id)
      from public.order_events e where e.order_id = shop_order.id))
$$;

-- Opens an order to its owner or to whoever holds its key; null to everybody else.
create function public.get_order(order_id uuid, access_key text default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.order_json(o) - 'session_id' - 'access_key' from public.orders o
  where o.id = get_order.order_id and (o.access_key = get_order.access_key or o.user_id = auth.uid())
$$;
grant execute on function public.get_order to anon, authenticated, checkout;

-- The open order of a cart, and whether it is still that of the cart: lines, prices, and whose it is.
create function public.find_pending_order(cart_id uuid, user_id uuid default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('order', private.order_json(o), 'unchanged', o.user_id is not distinct from find_pending_order.user_id and not exists (
      (select l.variant_id, l.quantity, l.unit_amount from public.order_lines l where l.order_id = o.id
        except select c.variant_id, c.quantity, v.price_amount from public.cart_lines c join public.variants v on v.id = c.variant_id where c.cart_id = o.cart_id)
      union all
      (select c.variant_id, c.quantity, v.price_amount from public.cart_lines c join public.variants v on v.id = c.variant_id where c.cart_id = o.cart_id
        except select l.variant_id, l.quantity, l.unit_amount from public.order_lines l where l.order_id = o.id)))
  from public.orders o where o.cart_id = find_pending_order.cart_id and o.status = 'pending'
$$;

-- Turns a cart into a pending order: prices copied from the database, stock taken, in one transaction.
create function public.place_order(cart_id uuid, trace text, user_id uuid default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare placed public.orders; line record; subtotal integer;
begin
  perform from public.carts c where c.id = place_order.cart_id for update;
  select * into placed from public.orders o where o.cart_id = place_order.cart_id and o.status = 'pending';
  if found then return private.order_json(placed); end if;
  -- What was taken off sale meanwhile is no longer shown in the cart, so it must not hold up the rest.
  delete from public.cart_lines l using public.variants v join public.products p on p.id = v.product_id
    where l.cart_id = place_order.cart_id and v.id = l.variant_id and p.status <> 'active';

  select sum(l.quantity * v.price_amount) into subtotal from public.cart_lines l join public.variants v on v.id = l.variant_id
    where l.cart_id = place_order.cart_id;
  if subtotal is null then raise exception 'Your cart is empty.' using errcode = 'NLINV'; end if;

  insert into public.orders (cart_id, user_id, trace, subtotal_amount, shipping_amount, tax_amount, total_amount)
    values (place_order.cart_id, place_order.user_id, place_order.trace, subtotal, private.shipping_for(subtotal),
      private.tax_in(subtotal + private.shipping_for(subtotal)), subtotal + private.shipping_for(subtotal))
    returning * into placed;
  -- In the order of ids, so that two orders of the same lamps never wait for each other.
  for line in
    select l.variant_id, l.quantity, v.name as finish, v.sku, v.price_amount, p.name
    from public.cart_lines l join public.variants v on v.id = l.variant_id join public.products p on p.id = v.product_id
    where l.cart_id = place_order.cart_id order by l.variant_id
  loop
    perform private.check_stock(line.variant_id, line.quantity, place_order.cart_id);
    if not private.move_stock(line.variant_id, -line.quantity, 'taken', placed.id) then
      raise exception '% in % has just been sold.', line.name, line.finish using errcode = 'NLSOL';
    end if;
    insert into public.order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
      values (placed.id, line.variant_id, line.name, line.finish, line.sku, line.price_amount, line.quantity);
  end loop;
  return private.order_json(placed);
end
$$;

create function public.attach_session(order_id uuid, session_id text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.orders o set stripe_session_id = attach_session.session_id
    where o.id = attach_session.order_id and o.status = 'pending' and (o.stripe_session_id is null or o.stripe_session_id = attach_session.session_id);
  if not found then raise exception 'This order was given up or is being paid elsewhere. Please check out again.' using errcode = 'NLCON'; end if;
end
$$;

-- Gives up a pending order and returns its stock. False when it is not pending (any more).
create function public.cancel_order(order_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.orders o set status = 'cancelled' where o.id = cancel_order.order_id and o.status = 'pending';
  if not found then return false; end if;
  perform private.move_stock(l.variant_id, l.quantity, 'returned', l.order_id) from public.order_lines l where l.order_id = cancel_order.order_id;
  return true;
end
$$;

-- Called by the webhook, the thank-you page and the sweep alike: whoever comes first does it, nobody does it twice.
-- Gives the job to ring for while it is not done, else null.
create function public.mark_paid(order_id uuid, session_id text, payment_intent text, amount integer, currency text,
  email text, address jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare paid public.orders; problem text;
begin
  select * into paid from public.orders o where o.id = mark_paid.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if not exists (select from public.payments p where p.stripe_id = mark_paid.payment_intent) then
    problem := case
      when mark_paid.currency <> paid.currency then 'paid in another currency'
      when paid.stripe_session_id is distinct from mark_paid.session_id and paid.stripe_session_id is not null then 'paid through another session'
      when paid.status <> 'pending' then 'paid after it was ' || paid.status
      when mark_paid.amount <> paid.total_amount then 'paid another amount' end;
    if mark_paid.currency = paid.currency then
      insert into public.payments (order_id, kind, amount, currency, stripe_id)
        values (paid.id, 'capture', mark_paid.amount, mark_paid.currency, mark_paid.payment_intent);
    end if;
    if problem is not null then
      update public.orders o set needs_attention = problem, email = coalesce(o.email, mark_paid.email) where o.id = paid.id;
      return private.refund_late_payment(paid.id);
    end if;
    update public.orders o set status = 'paid', stripe_session_id = mark_paid.session_id, email = mark_paid.email,
      address = mark_paid.address where o.id = paid.id;
    delete from public.cart_lines l where l.cart_id = paid.cart_id;
  elsif paid.needs_attention is not null or paid.status in ('pending', 'cancelled') then
    return null;
  end if;
  return private.add_job('process-order', 'process-order.' || paid.id, jsonb_build_object('orderId', paid.id), paid.trace);
end
$$;

-- The sweep's: pending orders past their deadline, to be compared with the payment provider and then paid or cancelled.
create function public.list_expired_orders(most integer) returns setof jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', o.id, 'session_id', o.stripe_session_id) from public.orders o
  where o.status = 'pending' and o.needs_attention is null and o.deadline_at < now() order by o.deadline_at limit least(greatest(most, 0), 100)
$$;

-- The steps after payment. Each moves the order and writes the next job in one transaction; doing it again changes nothing.
create function public.get_receipt(order_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.order_json(o) - 'session_id' from public.orders o where o.id = get_receipt.order_id and o.status <> 'pending'
$$;

create function public.keep_receipt(order_id uuid, email_id text) returns void
language sql security definer set search_path = '' as $$
  update public.orders o set receipt_email_id = keep_receipt.email_id where o.id = keep_receipt.order_id
$$;

create function private.move_order(order_id uuid, expected text, target text) returns public.orders
language plpgsql security definer set search_path = '' as $$
declare moved public.orders;
begin
  select * into moved from public.orders o where o.id = move_order.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if moved.status = expected then
    update public.orders o set status = target,
        tracking_number = case when target = 'shipped' then 'NLP' || lpad((floor(random() * 1e10))::bigint::text, 10, '0') else o.tracking_number end
      where o.id = moved.id returning * into moved;
  end if;
  return moved;
end
$$;

create function private.parcel_step(steps integer) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select now() + steps * coalesce(private.setting('parcel_step_seconds')::integer, 120) * interval '1 second'
$$;

create function public.pack_order(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders := private.move_order(order_id, 'paid', 'packed');
begin
  if moved.status <> 'packed' then return null; end if;
  return private.add_job('ship-order', 'ship-order.' || moved.id, jsonb_build_object('orderId', moved.id), moved.trace, private.parcel_step(1));
end
$$;

create function public.ship_order(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders := private.move_order(order_id, 'packed', 'shipped');
begin
  if moved.status <> 'shipped' then return null; end if;
  return private.add_job('deliver-order', 'deliver-order.' || moved.id, jsonb_build_object('orderId', moved.id), moved.trace, private.parcel_step(2));
end
$$;

create function public.deliver_order(order_id uuid) returns void
language sql security definer set search_path = '' as $$
  select private.move_order(deliver_order.order_id, 'shipped', 'delivered')
$$;

revoke execute on all functions in schema private from public;
grant execute on function public.find_pending_order, public.place_order, public.attach_session to checkout;
grant execute on function public.cancel_order, public.mark_paid to checkout, stripe_webhook, sweep;
grant execute on function public.list_expired_orders to sweep;
grant execute on function public.get_receipt, public.keep_receipt, public.pack_order to process_order;
grant execute on function public.ship_order to ship_order;
grant execute on function public.deliver_order to deliver_order;

-- The seed program and the owner's tools use the secret key; the app and the functions do not have it.
grant all on all tables in schema public to service_role;
grant usage, select on all sequences in schema public to service_role;

-- The payment session of an order, for the thank-you page of whoever holds its key.
create function public.get_session(order_id uuid, access_key text) returns text
language sql stable security definer set search_path = '' as $$
  select o.stripe_session_id from public.orders o where o.id = get_session.order_id and o.access_key = get_session.access_key
$$;
grant execute on function public.get_session to checkout;

-- Orders that stay too long on their way come to the attention of a person; so do pending ones that nobody can settle for a day.
create function public.flag_late_orders() returns integer
language sql security definer set search_path = '' as $$
  with late as (
    update public.orders o set needs_attention = 'stayed ' || o.status || ' too long'
    where o.needs_attention is null and o.deadline_at < now() - case o.status when 'pending' then interval '1 day' else interval '0' end
    returning 1
  )
  select count(*)::integer from late
$$;
grant execute on function public.flag_late_orders to sweep;
