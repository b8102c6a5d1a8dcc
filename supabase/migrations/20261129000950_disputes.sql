-- Disputes: a shopper's bank asks for a payment back (https://docs.stripe.com/disputes). As long as one is open, nothing leaves.

-- https://docs.stripe.com/api/disputes/object#dispute_object-status; a status that is not known here is taken for an open one.
create function private.is_open_dispute(status text) returns boolean
language sql immutable set search_path = '' as $$
  select is_open_dispute.status not in ('won', 'lost', 'prevented', 'warning_closed')
$$;

create table public.disputes (
  -- Stripe's id
  id text primary key,
  order_id uuid not null references public.orders (id),
  capture_id uuid not null references public.payments (id),
  amount integer not null check (amount > 0),
  currency text not null,
  reason text not null,
  -- Stripe's word; it may grow more
  status text not null,
  is_open boolean not null generated always as (private.is_open_dispute(status)) stored,
  -- when the shop must have answered
  due_at timestamptz,
  created_at timestamptz not null,
  heard_at timestamptz not null default now()
);
create index disputes_order on public.disputes (order_id);
alter table public.disputes enable row level security, force row level security;

create function private.is_disputed(order_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.disputes d where d.order_id = is_disputed.order_id and d.is_open)
$$;

-- What was held goes on: the job that was done without effect is made again, under a key of its own.
create function private.resume_order(shop_order public.orders, cause text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.add_job(f.name, f.name || '.' || shop_order.id || '.' || resume_order.cause,
    jsonb_build_object('orderId', shop_order.id), shop_order.trace)
  from (values ('paid', 'process-order'), ('packed', 'ship-order')) f (status, name) where f.status = shop_order.status
$$;

-- Writes down what Stripe says of a dispute: the order is held and flagged, the owner told; what is won goes on, what is lost is
-- written into the ledger. Each change has one effect, whoever brings it. Returns the jobs to send to the queue.
create function public.take_dispute(dispute_id text, payment_intent text, amount integer, reason text, status text, due_at timestamptz,
  created_at timestamptz) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare capture public.payments; shop_order public.orders; before public.disputes; now_is public.disputes;
begin
  select * into capture from public.payments p where p.kind = 'capture' and p.stripe_id = take_dispute.payment_intent;
  if not found then return; end if;
  select * into shop_order from public.orders o where o.id = capture.order_id for update;
  select * into before from public.disputes d where d.id = take_dispute.dispute_id;
  -- What is over stays over: an answer of Stripe may be older than the one before.
  if before.status = take_dispute.status or not before.is_open then return; end if;
  insert into public.disputes as d (id, order_id, capture_id, amount, currency, reason, status, due_at, created_at)
    values (take_dispute.dispute_id, capture.order_id, capture.id, take_dispute.amount, capture.currency, take_dispute.reason,
      take_dispute.status, take_dispute.due_at, take_dispute.created_at)
    on conflict on constraint disputes_pkey do update set status = excluded.status, amount = excluded.amount, due_at = excluded.due_at
    returning * into now_is;

  if now_is.is_open then
    update public.orders o set needs_attention = 'disputed: ' || replace(now_is.reason, '_', ' ') where o.id = capture.order_id;
  elsif now_is.status = 'lost' then
    insert into public.payments (order_id, kind, capture_id, amount, currency, stripe_id)
      values (capture.order_id, 'dispute', capture.id, now_is.amount, capture.currency, now_is.id)
      on conflict on constraint payments_kind_stripe_id_key do nothing;
    update public.orders o set needs_attention = 'a dispute was lost' where o.id = capture.order_id;
    perform private.cut_requests(capture.id);
    perform private.end_refunded(capture.order_id);
  elsif not private.is_disputed(capture.order_id) then
    update public.orders o set needs_attention = null where o.id = capture.order_id and o.needs_attention like 'disputed:%';
    return query select private.resume_order(shop_order, now_is.id);
  end if;
  -- Evidence that was sent changes the status as well; the owner, who sent it, need not be told.
  if before.id is null or not now_is.is_open then
    return next private.tell_owner('dispute', now_is.id || '-' || now_is.status, shop_order.trace);
  end if;
end
$$;
grant execute on function public.take_dispute to stripe_webhook, refund_order, sweep;

-- A dispute as it was in one status, for the mail about it.
create function public.get_dispute(dispute_id text, status text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('order_id', d.order_id, 'number', o.number, 'amount', d.amount, 'currency', d.currency,
    'reason', d.reason, 'is_open', private.is_open_dispute(get_dispute.status), 'due_at', d.due_at)
  from public.disputes d join public.orders o on o.id = d.order_id where d.id = get_dispute.dispute_id
$$;
