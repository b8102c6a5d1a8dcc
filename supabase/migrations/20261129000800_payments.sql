-- The payments ledger, and what the payment provider tells the shop.

create role stripe_webhook nologin;
grant function_runner to stripe_webhook;
grant stripe_webhook to authenticator;

-- The ledger: one row for each movement of money at the payment provider. Rows are only added.
create table public.payments (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id),
  -- capture: a payment. refund: money that went back. refund_failed: a refund that the shopper's bank returned. dispute: money
  -- that the shopper's bank took back for good.
  kind text not null check (kind in ('capture', 'refund', 'refund_failed', 'dispute')),
  -- where the money came from; null for a capture
  capture_id uuid references public.payments (id),
  amount integer not null check (amount > 0),
  currency text not null,
  stripe_id text not null,
  created_at timestamptz not null default now(),
  unique (kind, stripe_id)
);
create index payments_order on public.payments (order_id);
create index payments_capture on public.payments (capture_id);
-- Reports collect payments by the hour.
create index payments_created on public.payments (created_at);

create table public.stripe_events (
  id text primary key,
  type text not null,
  created_at timestamptz not null,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  -- about something of the same Stripe account that is not this shop's
  ignored boolean not null default false
);
create index stripe_events_received on public.stripe_events (received_at);
create index stripe_events_failed on public.stripe_events (created_at)
  where type in ('payment_intent.payment_failed', 'checkout.session.async_payment_failed');

alter table public.payments enable row level security, force row level security;
alter table public.stripe_events enable row level security, force row level security;

grant select on public.payments to authenticated;
create policy "shoppers read the payments of their orders" on public.payments for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));

-- What a row of the ledger adds to the money that went back. In plpgsql: checks call it for every row, and each call of a function in SQL
-- starts the executor.
create function private.moved_back(kind text, amount integer) returns integer
language plpgsql immutable set search_path = '' as $$
begin
  return case moved_back.kind when 'refund' then moved_back.amount when 'dispute' then moved_back.amount
    when 'refund_failed' then -moved_back.amount else 0 end;
end
$$;

-- Sums of an order, in its own currency.
create function private.captured(order_id uuid) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select coalesce(sum(p.amount), 0)::integer from public.payments p join public.orders o on o.id = p.order_id and o.currency = p.currency
    where p.order_id = captured.order_id and p.kind = 'capture');
end
$$;
-- A bank may take back what was refunded in part as a whole: no more than was paid counts as refunded.
create function private.refunded(order_id uuid) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select least(coalesce(sum(private.moved_back(p.kind, p.amount)), 0), coalesce(sum(p.amount) filter (where p.kind = 'capture'), 0))::integer
    from public.payments p join public.orders o on o.id = p.order_id and o.currency = p.currency where p.order_id = refunded.order_id);
end
$$;

-- The ledger only grows. Money goes back in the currency in which it came, and refunds never exceed their capture. A row that
-- names no capture is about the first one in its currency.
create function private.check_payment() returns trigger
language plpgsql security definer set search_path = '' as $$
declare capture public.payments; refunds integer;
begin
  if tg_op <> 'INSERT' then raise exception 'The ledger is only added to.' using errcode = '23514'; end if;
  perform from public.orders o where o.id = new.order_id for update;
  if new.kind = 'capture' then
    new.capture_id := null;
    return new;
  end if;
  select * into capture from public.payments p where p.order_id = new.order_id and p.kind = 'capture' and p.currency = new.currency
    and p.id = coalesce(new.capture_id, p.id) order by p.created_at, p.id limit 1;
  if not found then raise exception 'Money goes back to a payment in its currency.' using errcode = '23514'; end if;
  new.capture_id := capture.id;
  if new.kind in ('refund', 'refund_failed') then
    select coalesce(sum(private.moved_back(p.kind, p.amount)), 0) into refunds from public.payments p
      where p.capture_id = capture.id and p.kind in ('refund', 'refund_failed');
    if refunds + private.moved_back(new.kind, new.amount) not between 0 and capture.amount then
      raise exception 'Refunds must not exceed what was captured.' using errcode = '23514';
    end if;
  end if;
  return new;
end
$$;
create trigger payments_checked before insert or update or delete on public.payments
  for each row execute function private.check_payment();
create trigger payments_never_emptied before truncate on public.payments
  for each statement execute function private.check_payment();

-- Saves an event: {"new": true the first time, and again until its effect is confirmed by stripe_event_handled, "ours": whether the order
-- that it names is this shop's}. One Stripe account may serve other programs.
create function public.keep_stripe_event(id text, type text, created_at timestamptz, order_id uuid default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.stripe_events (id, type, created_at)
    values (keep_stripe_event.id, keep_stripe_event.type, keep_stripe_event.created_at)
    on conflict on constraint stripe_events_pkey do nothing;
  return jsonb_build_object(
    'new', (select e.handled_at is null from public.stripe_events e where e.id = keep_stripe_event.id),
    'ours', exists (select from public.orders o where o.id = keep_stripe_event.order_id));
end
$$;
create function public.stripe_event_handled(id text, ignored boolean default false) returns void
language sql security definer set search_path = '' as $$
  update public.stripe_events e set handled_at = now(), ignored = stripe_event_handled.ignored
  where e.id = stripe_event_handled.id and e.handled_at is null
$$;
grant execute on function public.keep_stripe_event, public.stripe_event_handled to stripe_webhook;

create function public.attach_session(order_id uuid, session_id text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.orders o set stripe_session_id = attach_session.session_id
    where o.id = attach_session.order_id and o.status = 'pending' and (o.stripe_session_id is null or o.stripe_session_id = attach_session.session_id);
  if not found then raise exception 'This order was given up or is being paid elsewhere. Please check out again.' using errcode = 'NLCON'; end if;
end
$$;

-- The payment session of an order, for the thank-you page of whoever holds its key.
create function public.get_session(order_id uuid, access_key text) returns text
language sql stable security definer set search_path = '' as $$
  select o.stripe_session_id from public.orders o where o.id = get_session.order_id and o.access_key = get_session.access_key
$$;
grant execute on function public.attach_session, public.get_session to checkout;

-- Whether an order, or the payment with Stripe's id, is this shop's. One Stripe account may serve other programs.
create function public.has_order(order_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.orders o where o.id = has_order.order_id)
$$;
create function public.has_payment(payment_intent text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.payments p where p.kind = 'capture' and p.stripe_id = has_payment.payment_intent)
$$;
grant execute on function public.has_order, public.has_payment to stripe_webhook;

-- Whether a parcel can be sent to an address. Some countries have no postal codes.
create function private.is_complete(address jsonb) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  return (select coalesce(bool_and(coalesce(trim(is_complete.address ->> part), '') <> ''), false)
    from unnest(array['name', 'line1', 'city', 'country']) part);
end
$$;

-- Takes what was bought out of the cart. What came into the cart meanwhile stays there.
create function private.take_out_of_cart(shop_order public.orders) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.cart_lines l using public.order_lines b where l.cart_id = shop_order.cart_id and b.order_id = shop_order.id
    and b.variant_id = l.variant_id and l.quantity <= b.quantity;
  update public.cart_lines l set quantity = l.quantity - b.quantity from public.order_lines b
    where l.cart_id = shop_order.cart_id and b.order_id = shop_order.id and b.variant_id = l.variant_id and l.quantity > b.quantity;
end
$$;

-- The webhook, the thank-you page and the sweep call this: the first call moves the order, the others change nothing.
-- The ledger gets every payment, also one that does not fit its order: that order then needs attention, and moves when the
-- payment that fits arrives. Returns the jobs to send to the queue.
create function public.mark_paid(order_id uuid, session_id text, payment_intent text, amount integer, currency text,
  email text, address jsonb) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare paid public.orders; problem text; rate numeric := private.vat_rate(mark_paid.address ->> 'country');
begin
  select * into paid from public.orders o where o.id = mark_paid.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  insert into public.payments (order_id, kind, amount, currency, stripe_id)
    values (paid.id, 'capture', mark_paid.amount, mark_paid.currency, mark_paid.payment_intent)
    on conflict on constraint payments_kind_stripe_id_key do nothing;
  if not found then
    return query select private.job_json(j) from public.jobs j
      where j.key = 'process-order.' || paid.id and j.status in ('waiting', 'running');
    return;
  end if;
  problem := case
    when mark_paid.currency <> paid.currency then 'paid in another currency'
    when paid.stripe_session_id is distinct from mark_paid.session_id and paid.stripe_session_id is not null then 'paid through another session'
    when paid.status <> 'pending' then 'paid after it was ' || paid.status
    when mark_paid.amount <> paid.total_amount then 'paid another amount' end;
  if problem is not null then
    update public.orders o set needs_attention = problem, email = coalesce(o.email, mark_paid.email) where o.id = paid.id;
    if paid.status = 'cancelled' then
      return query select private.refund_captures(paid.id, 'It was paid after the order had been given up.');
    end if;
    return;
  end if;
  -- Prices include VAT: the country of delivery changes the VAT in the total, not the total.
  update public.orders o set status = 'paid', stripe_session_id = mark_paid.session_id, email = mark_paid.email,
    address = mark_paid.address, tax_rate = rate, tax_amount = private.tax_in(o.total_amount, rate),
    needs_attention = case when private.is_complete(mark_paid.address) then o.needs_attention else 'paid without a complete address' end
    where o.id = paid.id;
  perform private.take_out_of_cart(paid);
  return next private.add_job('process-order', 'process-order.' || paid.id, jsonb_build_object('orderId', paid.id), paid.trace);
end
$$;
grant execute on function public.mark_paid to checkout, stripe_webhook, sweep;
grant execute on function public.cancel_order to stripe_webhook;

-- For the sweep: pending orders past their deadline, to compare with the payment provider, which then pays or cancels them.
-- The longest not looked at come first, so that orders which cannot be settled do not keep others waiting. A flag keeps none
-- out: it is for people, and what an unpaid order holds goes back by itself.
create function public.take_expired_orders(most integer) returns setof jsonb
language sql security definer set search_path = '' as $$
  with expired as (
    select o.id from public.orders o
    where o.status = 'pending' and o.deadline_at < now() and coalesce(o.compared_at, '-infinity') < now() - interval '10 minutes'
    order by o.compared_at nulls first, o.deadline_at for update skip locked limit least(greatest(most, 0), 100)
  )
  update public.orders o set compared_at = now() from expired where o.id = expired.id
  returning jsonb_build_object('id', o.id, 'session_id', o.stripe_session_id)
$$;

-- For the sweep: orders of the last thirty days whose refunds and disputes were not compared with the payment provider for six
-- hours. A lost event then costs hours, not money.
create function public.take_orders_to_compare(most integer) returns setof jsonb
language sql security definer set search_path = '' as $$
  with paid as (
    select o.id from public.orders o
    where o.created_at > greatest(now() - interval '30 days', (select public.past_until())) and coalesce(o.compared_at, '-infinity') < now() - interval '6 hours'
      and exists (select from public.payments p where p.order_id = o.id and p.kind = 'capture' and p.created_at < now() - interval '10 minutes')
    order by o.compared_at nulls first, o.created_at for update skip locked limit least(greatest(most, 0), 100)
  )
  update public.orders o set compared_at = now() from paid where o.id = paid.id
  returning jsonb_build_object('id', o.id, 'payment_intents', (
    select jsonb_agg(p.stripe_id order by p.created_at) from public.payments p where p.order_id = o.id and p.kind = 'capture'))
$$;
grant execute on function public.take_expired_orders, public.take_orders_to_compare to sweep;
