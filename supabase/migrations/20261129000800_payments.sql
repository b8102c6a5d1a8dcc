-- The payments ledger, and what the payment provider tells the shop.

create role stripe_webhook nologin;
grant function_runner to stripe_webhook;
grant stripe_webhook to authenticator;

-- The ledger: one row for each movement of money at the payment provider. Rows are only added.
create table public.payments (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id),
  kind text not null check (kind in ('capture', 'refund')),
  amount integer not null check (amount > 0),
  currency text not null,
  stripe_id text not null unique,
  created_at timestamptz not null default now()
);
create index payments_order on public.payments (order_id);
-- Reports collect payments by the hour.
create index payments_created on public.payments (created_at);

create table public.stripe_events (
  id text primary key,
  type text not null,
  created_at timestamptz not null,
  received_at timestamptz not null default now(),
  handled_at timestamptz
);
create index stripe_events_received on public.stripe_events (received_at);
create index stripe_events_failed on public.stripe_events (created_at)
  where type in ('payment_intent.payment_failed', 'checkout.session.async_payment_failed');

alter table public.payments enable row level security, force row level security;
alter table public.stripe_events enable row level security, force row level security;

grant select on public.payments to authenticated;
create policy "shoppers read the payments of their orders" on public.payments for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));

create function private.captured(order_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(p.amount), 0)::integer from public.payments p where p.order_id = captured.order_id and p.kind = 'capture'
$$;
create function private.refunded(order_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(p.amount), 0)::integer from public.payments p where p.order_id = refunded.order_id and p.kind = 'refund'
$$;

-- Refunds never exceed what was captured, an order has one currency, and the ledger only grows.
create function private.check_payment() returns trigger
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders;
begin
  if tg_op <> 'INSERT' then raise exception 'The ledger is only added to.' using errcode = '23514'; end if;
  select * into shop_order from public.orders o where o.id = new.order_id for update;
  if new.currency <> shop_order.currency then raise exception 'One currency per order.' using errcode = '23514'; end if;
  if new.kind = 'refund' and new.amount + private.refunded(new.order_id) > private.captured(new.order_id) then
    raise exception 'Refunds must not exceed what was captured.' using errcode = '23514';
  end if;
  return new;
end
$$;
create trigger payments_checked before insert or update or delete on public.payments
  for each row execute function private.check_payment();
create trigger payments_never_emptied before truncate on public.payments
  for each statement execute function private.check_payment();

-- Saves an event. True the first time, and again until its effect is confirmed by stripe_event_handled.
create function public.keep_stripe_event(id text, type text, created_at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare handled timestamptz;
begin
  insert into public.stripe_events (id, type, created_at)
    values (keep_stripe_event.id, keep_stripe_event.type, keep_stripe_event.created_at)
    on conflict on constraint stripe_events_pkey do nothing;
  select e.handled_at into handled from public.stripe_events e where e.id = keep_stripe_event.id;
  return handled is null;
end
$$;
create function public.stripe_event_handled(id text) returns void
language sql security definer set search_path = '' as $$
  update public.stripe_events e set handled_at = now() where e.id = stripe_event_handled.id and e.handled_at is null
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

-- The webhook, the thank-you page and the sweep call this: the first call moves the order, the others change nothing.
-- Returns the job to send to the queue while it is not done, else null.
create function public.mark_paid(order_id uuid, session_id text, payment_intent text, amount integer, currency text,
  email text, address jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare paid public.orders; problem text; rate numeric := private.vat_rate(mark_paid.address ->> 'country');
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
    -- Prices include VAT: the country of delivery changes the VAT in the total, not the total.
    update public.orders o set status = 'paid', stripe_session_id = mark_paid.session_id, email = mark_paid.email,
      address = mark_paid.address, tax_rate = rate, tax_amount = private.tax_in(o.total_amount, rate) where o.id = paid.id;
    delete from public.cart_lines l where l.cart_id = paid.cart_id;
  elsif paid.needs_attention is not null or paid.status in ('pending', 'cancelled') then
    return null;
  end if;
  return private.add_job('process-order', 'process-order.' || paid.id, jsonb_build_object('orderId', paid.id), paid.trace);
end
$$;
grant execute on function public.mark_paid to checkout, stripe_webhook, sweep;
grant execute on function public.cancel_order to stripe_webhook;

-- For the sweep: pending orders past their deadline. It compares them with the payment provider and then pays or cancels them.
create function public.list_expired_orders(most integer) returns setof jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', o.id, 'session_id', o.stripe_session_id) from public.orders o
  where o.status = 'pending' and o.needs_attention is null and o.deadline_at < now() order by o.deadline_at limit least(greatest(most, 0), 100)
$$;
grant execute on function public.list_expired_orders to sweep;
