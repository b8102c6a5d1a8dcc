-- From paid to delivered. Each function moves the order and writes the next job in one transaction; a second call changes
-- nothing.

create role process_order nologin;
create role ship_order nologin;
create role deliver_order nologin;
create role resend_receipt nologin;
create role tell_shopper nologin;
grant function_runner to process_order, ship_order, deliver_order, resend_receipt, tell_shopper;
grant process_order, ship_order, deliver_order, resend_receipt, tell_shopper to authenticator;

create function public.get_receipt(order_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.order_json(o) - 'session_id' from public.orders o where o.id = get_receipt.order_id and o.status <> 'pending'
$$;
create function public.keep_receipt(order_id uuid, email_id text) returns void
language sql security definer set search_path = '' as $$
  update public.orders o set receipt_email_id = keep_receipt.email_id, receipt_error = null,
      needs_attention = case when o.needs_attention like 'the receipt could not be sent:%' then null else o.needs_attention end
    where o.id = keep_receipt.order_id
$$;
-- The mail service will never take this receipt, so a person must find another way.
create function public.fail_receipt(order_id uuid, error text) returns void
language sql security definer set search_path = '' as $$
  update public.orders o set receipt_error = left(fail_receipt.error, 300),
      needs_attention = coalesce(o.needs_attention, left('the receipt could not be sent: ' || fail_receipt.error, 300))
    where o.id = fail_receipt.order_id
$$;
grant execute on function public.get_receipt to process_order, resend_receipt, confirm_return;
grant execute on function public.keep_receipt, public.fail_receipt to process_order, resend_receipt;

-- Staff send a further copy of the receipt. Each copy has a number, which is the mail's idempotency key.
create function public.resend_receipt(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders; copy integer; job_key text;
begin
  perform private.demand_editor();
  select * into shop_order from public.orders o where o.id = resend_receipt.order_id for update;
  if not found or shop_order.email is null then raise exception 'This order has no receipt yet.' using errcode = 'NLCON'; end if;
  select count(*) + 1 into copy from public.jobs j
    where j.key collate "C" > 'resend-receipt.' || shop_order.id || '.' and j.key collate "C" < 'resend-receipt.' || shop_order.id || '/';
  if copy > 5 then raise exception 'This receipt was sent five times already.' using errcode = 'NLTOO'; end if;
  job_key := 'resend-receipt.' || shop_order.id || '.' || copy;
  perform private.note_job('insert', job_key, null, jsonb_build_object('order', shop_order.number, 'copy', copy));
  return private.add_job('resend-receipt', job_key, jsonb_build_object('orderId', shop_order.id, 'copy', copy), shop_order.trace);
end
$$;
grant execute on function public.resend_receipt to authenticated;

-- An order whose refund is requested in full stays where it is, also when part of it was paid back earlier; so does one that is
-- disputed, unless its parcel has left.
create function private.move_order(order_id uuid, expected text, target text) returns public.orders
language plpgsql security definer set search_path = '' as $$
declare moved public.orders;
begin
  select * into moved from public.orders o where o.id = move_order.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if moved.status = expected and private.refunding(moved.id) < private.captured(moved.id)
    and (expected = 'shipped' or not private.is_disputed(moved.id)) then
    update public.orders o set status = target,
        tracking_number = case when target = 'shipped' then private.get_setting('order_prefix') || 'P' || lpad((floor(random() * 1e10))::bigint::text, 10, '0') else o.tracking_number end
      where o.id = moved.id returning * into moved;
  end if;
  return moved;
end
$$;

-- Tells the shopper that the parcel has left or arrived, once, whoever moved the order. An order without an address, or with one
-- that the mail service refused, gets no mail. Returns the job to send to the queue.
create function private.tell_shopper(moved public.orders) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if moved.email is null or moved.receipt_error is not null then return null; end if;
  return private.add_job('tell-shopper', 'tell-shopper.' || moved.id || '.' || moved.status,
    jsonb_build_object('orderId', moved.id, 'about', moved.status), moved.trace);
end
$$;

-- What tell-shopper mails; null when it is no longer so: the order has moved on, or its money goes back.
create function public.get_parcel_news(order_id uuid, about text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.order_json(o) - 'session_id' from public.orders o
  where o.id = get_parcel_news.order_id and o.status = get_parcel_news.about and o.status in ('shipped', 'delivered')
    and private.refunding(o.id) < private.captured(o.id)
$$;
grant execute on function public.get_parcel_news to tell_shopper;

create function private.parcel_step(steps integer) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select now() + steps * private.get_setting('parcel_step_seconds')::integer * interval '1 second'
$$;

-- What has no complete address waits for a person, who may pack it.
create function public.pack_order(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders;
begin
  if not exists (select from public.orders o where o.id = pack_order.order_id and private.is_complete(o.address)) then return null; end if;
  moved := private.move_order(order_id, 'paid', 'packed');
  if moved.status <> 'packed' then return null; end if;
  return private.add_job('ship-order', 'ship-order.' || moved.id, jsonb_build_object('orderId', moved.id), moved.trace, private.parcel_step(1));
end
$$;
grant execute on function public.get_receipt, public.keep_receipt, public.pack_order to process_order;

-- The jobs that follow when a parcel has left: its delivery and the mail to the shopper. Those that are done are not among them.
create function private.jobs_of_shipping(moved public.orders) returns setof jsonb
language sql security definer set search_path = '' as $$
  select j.job from unnest(array[
    private.add_job('deliver-order', 'deliver-order.' || moved.id, jsonb_build_object('orderId', moved.id), moved.trace, private.parcel_step(2)),
    private.tell_shopper(moved)]) as j (job)
  where j.job is not null
$$;

create function public.ship_order(order_id uuid) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders := private.move_order(order_id, 'packed', 'shipped');
begin
  if moved.status = 'shipped' then return query select private.jobs_of_shipping(moved); end if;
end
$$;
grant execute on function public.ship_order to ship_order;

create function public.deliver_order(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders := private.move_order(order_id, 'shipped', 'delivered');
begin
  return case when moved.status = 'delivered' then private.tell_shopper(moved) end;
end
$$;
grant execute on function public.deliver_order to deliver_order;

-- Tells staff why an order did not move.
create function private.demand_status(shop_order public.orders, wanted text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if shop_order.status = wanted then return; end if;
  if shop_order.status in ('paid', 'packed') and private.refunding(shop_order.id) >= private.captured(shop_order.id) then
    raise exception 'This order is being refunded, so it stays here.' using errcode = 'NLCON';
  end if;
  if shop_order.status in ('paid', 'packed') and private.is_disputed(shop_order.id) then
    raise exception 'The shopper''s bank asks for this payment back, so the order stays here.' using errcode = 'NLCON';
  end if;
  raise exception 'This order is %.', shop_order.status using errcode = 'NLCON';
end
$$;

create function public.staff_pack_order(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders;
begin
  perform private.demand_editor();
  moved := private.move_order(order_id, 'paid', 'packed');
  perform private.demand_status(moved, 'packed');
  return private.add_job('ship-order', 'ship-order.' || moved.id, jsonb_build_object('orderId', moved.id), moved.trace, private.parcel_step(1));
end
$$;

create function public.staff_ship_order(order_id uuid, tracking_number text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare moved public.orders;
begin
  perform private.demand_editor();
  if coalesce(trim(staff_ship_order.tracking_number), '') !~ '^[A-Za-z0-9 -]{4,40}$' then
    raise exception 'A tracking number has 4 to 40 letters, digits, spaces or hyphens.' using errcode = 'NLINV';
  end if;
  moved := private.move_order(order_id, 'paid', 'packed');
  perform private.demand_status(moved, 'packed');
  moved := private.move_order(moved.id, 'packed', 'shipped');
  perform private.demand_status(moved, 'shipped');
  update public.orders o set tracking_number = trim(staff_ship_order.tracking_number) where o.id = moved.id;
  return query select private.jobs_of_shipping(moved);
end
$$;

-- Staff have looked. An order that will not be sent and still owes money must be refunded first.
create function public.settle_attention(order_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders;
begin
  perform private.demand_editor();
  select * into shop_order from public.orders o where o.id = settle_attention.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if shop_order.status in ('pending', 'cancelled', 'refunded') and private.has_money_left(shop_order.id) then
    raise exception 'This order was paid and will not be sent: refund it.' using errcode = 'NLCON';
  end if;
  update public.orders o set needs_attention = null where o.id = shop_order.id;
end
$$;
grant execute on function public.staff_pack_order, public.staff_ship_order, public.settle_attention to authenticated;
