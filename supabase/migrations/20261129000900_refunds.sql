-- Refunds. Shoppers see sums (get_order) and the ledger; staff see refunds, their reasons and who asked (admin_order).
-- The shop writes a refund's row before it asks Stripe, and asks Stripe what exists before it asks for a
-- refund: asking again pays back once. Refunds made in Stripe's dashboard are taken in as rows of their own.

create role refund_order nologin;
grant function_runner to refund_order;
grant refund_order to authenticator;

-- requested: the shop wants it. pending: Stripe waits for the bank. done: the money is on its way. failed: Stripe or the bank
-- refused it, which can also happen days after `done`.
create table public.refunds (
  id uuid primary key,
  order_id uuid not null references public.orders (id),
  capture_id uuid not null references public.payments (id),
  amount integer not null check (amount > 0),
  currency text not null,
  reason text not null check (length(reason) between 1 and 200),
  returns_stock boolean not null,
  restocked boolean not null default false,
  status text not null default 'requested' check (status in ('requested', 'pending', 'done', 'failed')),
  stripe_id text unique,
  error text,
  requested_by uuid,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  check (case status when 'requested' then stripe_id is null when 'failed' then true else stripe_id is not null end)
);
create index refunds_order on public.refunds (order_id);
create index refunds_capture on public.refunds (capture_id);

create table public.refund_lines (
  refund_id uuid not null references public.refunds (id),
  variant_id uuid not null references public.variants (id),
  quantity integer not null check (quantity > 0),
  primary key (refund_id, variant_id)
);

alter table public.refunds enable row level security, force row level security;
alter table public.refund_lines enable row level security, force row level security;

-- The payments of an order: what of each went back, what is promised back, and what is left.
create function private.captures(order_id uuid)
  returns table (id uuid, stripe_id text, amount integer, currency text, returned integer, promised integer, leftover integer)
language sql stable security definer set search_path = '' as $$
  select c.id, c.stripe_id, c.amount, c.currency, s.returned, s.promised, greatest(c.amount - s.returned - s.promised, 0)
  from public.payments c, lateral (select
    (select coalesce(sum(private.moved_back(p.kind, p.amount)), 0) from public.payments p where p.capture_id = c.id)::integer as returned,
    (select coalesce(sum(r.amount), 0) from public.refunds r where r.capture_id = c.id and r.status in ('requested', 'pending'))::integer
      as promised) s
  where c.order_id = captures.order_id and c.kind = 'capture'
  order by c.created_at, c.id
$$;

-- What is promised or paid back of an order, in minor units of its currency.
create function private.refunding(order_id uuid) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select coalesce(sum(least(c.returned + c.promised, c.amount)), 0)::integer
    from private.captures(refunding.order_id) c join public.orders o on o.id = refunding.order_id and o.currency = c.currency);
end
$$;

-- Whether money of an order is with the shop, in whatever currency, that is not promised back.
create function private.has_money_left(order_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.captures(has_money_left.order_id) c where c.leftover > 0)
$$;

-- How many of each line nobody has asked to refund yet.
create function private.refundable_lines(order_id uuid) returns table (variant_id uuid, unit_amount integer, remaining integer)
language sql stable security definer set search_path = '' as $$
  select l.variant_id, l.unit_amount, (l.quantity - coalesce((
      select sum(rl.quantity) from public.refund_lines rl join public.refunds r on r.id = rl.refund_id
      where r.order_id = l.order_id and r.status <> 'failed' and rl.variant_id = l.variant_id), 0))::integer
  from public.order_lines l where l.order_id = refundable_lines.order_id
$$;

-- Writes a refund of one payment. Returns the job to send to the queue.
create function private.add_refund(refund_id uuid, capture_id uuid, amount integer, reason text, returns_stock boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare capture public.payments;
begin
  select * into capture from public.payments p where p.id = add_refund.capture_id;
  insert into public.refunds (id, order_id, capture_id, amount, currency, reason, returns_stock, requested_by)
    values (add_refund.refund_id, capture.order_id, capture.id, add_refund.amount, capture.currency, trim(add_refund.reason),
      add_refund.returns_stock, auth.uid());
  return private.add_job('refund-order', 'refund-order.' || add_refund.refund_id, jsonb_build_object('refundId', add_refund.refund_id),
    (select o.trace from public.orders o where o.id = capture.order_id));
end
$$;

-- Asks for a refund. The page makes `refund_id`, so that pressing twice makes one request.
-- `lines`: [{"variant_id", "quantity"}], or null for all that is left of every payment, delivery included.
-- Lines come from the payment that paid for the order, and never ask for more than is left of it.
-- Returns the jobs to send to the queue: one for each payment.
create function public.request_refund(refund_id uuid, order_id uuid, lines jsonb, reason text, returns_stock boolean) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders; already public.refunds; capture record; wanted integer := 0; line record; goes_back boolean; is_first boolean := true;
begin
  perform private.demand_editor();
  select * into shop_order from public.orders o where o.id = request_refund.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  select * into already from public.refunds r where r.id = request_refund.refund_id;
  if found then
    if already.order_id <> shop_order.id then raise exception 'This request belongs to another order.' using errcode = 'NLCON'; end if;
    return query select private.job_json(j) from public.jobs j
      where j.key = 'refund-order.' || already.id and j.status in ('waiting', 'running');
    return;
  end if;
  if coalesce(trim(request_refund.reason), '') = '' then raise exception 'Say why, for the record.' using errcode = 'NLINV'; end if;
  if not private.has_money_left(shop_order.id) then
    raise exception 'Nothing is left to refund on this order.' using errcode = 'NLCON';
  end if;
  goes_back := request_refund.returns_stock and shop_order.status not in ('pending', 'cancelled');

  if lines is null then
    for capture in select * from private.captures(shop_order.id) c where c.leftover > 0
        order by (c.amount = shop_order.total_amount and c.currency = shop_order.currency) desc loop
      return next private.add_refund(case when is_first then request_refund.refund_id else gen_random_uuid() end, capture.id,
        capture.leftover, request_refund.reason, goes_back and is_first);
      is_first := false;
    end loop;
    insert into public.refund_lines (refund_id, variant_id, quantity)
      select request_refund.refund_id, f.variant_id, f.remaining from private.refundable_lines(shop_order.id) f where f.remaining > 0;
    return;
  end if;

  if jsonb_typeof(lines) <> 'array' or jsonb_array_length(lines) = 0 then
    raise exception 'Choose what to refund.' using errcode = 'NLINV';
  end if;
  if (select count(distinct x ->> 'variant_id') from jsonb_array_elements(lines) x) <> jsonb_array_length(lines) then
    raise exception 'Name each lamp once.' using errcode = 'NLINV';
  end if;
  for line in
    select x.variant_id, x.quantity, f.unit_amount, f.remaining
    from jsonb_to_recordset(lines) as x (variant_id uuid, quantity integer)
    left join private.refundable_lines(shop_order.id) f on f.variant_id = x.variant_id
  loop
    if line.remaining is null or line.quantity is null or line.quantity < 1 or line.quantity > line.remaining then
      raise exception 'Of one lamp, at most % can be refunded.', coalesce(line.remaining, 0) using errcode = 'NLINV';
    end if;
    wanted := wanted + line.unit_amount * line.quantity;
  end loop;
  select * into capture from private.captures(shop_order.id) c where c.leftover > 0 and c.currency = shop_order.currency
    order by (c.amount = shop_order.total_amount) desc limit 1;
  if not found then raise exception 'Nothing is left to refund in the currency of this order.' using errcode = 'NLCON'; end if;
  return next private.add_refund(request_refund.refund_id, capture.id, least(wanted, capture.leftover), request_refund.reason, goes_back);
  insert into public.refund_lines (refund_id, variant_id, quantity)
    select request_refund.refund_id, x.variant_id, x.quantity from jsonb_to_recordset(lines) as x (variant_id uuid, quantity integer);
end
$$;

-- Cancels before shipping: refunds everything and puts it back into stock.
create function public.staff_cancel_order(refund_id uuid, order_id uuid, reason text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare state text;
begin
  perform private.demand_editor();
  select o.status into state from public.orders o where o.id = staff_cancel_order.order_id for update;
  if state is null then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if state not in ('paid', 'packed') and not exists (
    select from public.refunds r where r.id = staff_cancel_order.refund_id and r.order_id = staff_cancel_order.order_id
  ) then
    raise exception 'Only what is paid and not yet shipped can be cancelled; this order is %.', state using errcode = 'NLCON';
  end if;
  return query select public.request_refund(refund_id, order_id, null, reason, true);
end
$$;
grant execute on function public.request_refund, public.staff_cancel_order to authenticated;

-- What was captured for a cancelled order goes back without a person, because its lamps are on sale again: one refund for each
-- payment. Returns the jobs to send to the queue.
create function private.refund_captures(order_id uuid, reason text) returns setof jsonb
language sql security definer set search_path = '' as $$
  select private.add_refund(gen_random_uuid(), c.id, c.leftover, refund_captures.reason, false)
  from private.captures(refund_captures.order_id) c where c.leftover > 0
$$;

-- What refund-order needs to ask Stripe.
create function public.get_refund(refund_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', r.id, 'order_id', r.order_id, 'amount', r.amount, 'currency', r.currency, 'status', r.status,
    'stripe_id', r.stripe_id, 'error', r.error, 'payment_intent', p.stripe_id, 'number', o.number, 'email', o.email, 'access_key', o.access_key)
  from public.refunds r join public.orders o on o.id = r.order_id join public.payments p on p.id = r.capture_id
  where r.id = get_refund.refund_id
$$;

-- An order whose money all went back ends.
create function private.end_refunded(order_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from private.captures(end_refunded.order_id) c where c.returned < c.amount) then
    update public.orders o set needs_attention = null where o.id = end_refunded.order_id and o.needs_attention like 'a refund failed:%'
      and not private.has_money_left(o.id);
    return;
  end if;
  update public.orders o set needs_attention = null where o.id = end_refunded.order_id;
  perform public.cancel_order(end_refunded.order_id);
  update public.orders o set status = 'refunded'
    where o.id = end_refunded.order_id and o.status in ('paid', 'packed', 'shipped', 'delivered');
end
$$;

-- Requested refunds never ask for more than is left of their payment: what Stripe refunded by other ways comes off the newest.
create function private.cut_requests(capture_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare asked public.refunds; too_much integer;
begin
  for asked in select * from public.refunds r where r.capture_id = cut_requests.capture_id and r.status = 'requested'
      order by r.created_at desc, r.id loop
    select c.returned + c.promised - c.amount into too_much from private.captures(asked.order_id) c where c.id = cut_requests.capture_id;
    exit when too_much <= 0;
    if too_much >= asked.amount then
      update public.refunds r set status = 'failed', error = 'It was refunded at Stripe already.', settled_at = now() where r.id = asked.id;
    else
      update public.refunds r set amount = asked.amount - too_much where r.id = asked.id;
    end if;
  end loop;
end
$$;

-- The owner hears of it by mail. `about` and `id`: see tell-owner. Returns the job to send to the queue.
create function private.tell_owner(about text, id text, trace text) returns jsonb
language sql security definer set search_path = '' as $$
  select private.add_job('tell-owner', 'tell-owner.' || tell_owner.about || '-' || tell_owner.id,
    jsonb_build_object('about', tell_owner.about, 'id', tell_owner.id), tell_owner.trace)
$$;

-- Writes down what Stripe says of one refund: ledger, state and stock move once, in one transaction, whoever brings the news and
-- however often. `status`: pending, done or failed. `refund_id` is the shop's own id of the refund, null for one that was made
-- in Stripe's dashboard. Returns the jobs to send to the queue.
create function public.take_refund(stripe_id text, payment_intent text, amount integer, status text, refund_id uuid, error text)
  returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare capture public.payments; shop_order public.orders; known public.refunds; is_own boolean;
begin
  select * into capture from public.payments p where p.kind = 'capture' and p.stripe_id = take_refund.payment_intent;
  if not found then return; end if;
  select * into shop_order from public.orders o where o.id = capture.order_id for update;
  select * into known from public.refunds r where r.stripe_id = take_refund.stripe_id;
  if not found then
    select * into known from public.refunds r
      where r.id = take_refund.refund_id and r.capture_id = capture.id and r.stripe_id is null;
  end if;
  is_own := found;
  if not is_own then
    insert into public.refunds (id, order_id, capture_id, amount, currency, reason, returns_stock)
      values (gen_random_uuid(), capture.order_id, capture.id, take_refund.amount, capture.currency, 'Refunded at Stripe.', false)
      returning * into known;
  end if;
  -- What failed stays failed, and what is done does not wait again: an answer of Stripe may be older than the one before.
  if known.status = take_refund.status or (known.status = 'failed' and known.stripe_id is not null)
    or (known.status = 'done' and take_refund.status = 'pending') then return; end if;

  update public.refunds r set status = take_refund.status, stripe_id = take_refund.stripe_id, amount = take_refund.amount,
      error = left(take_refund.error, 300), settled_at = case when take_refund.status <> 'pending' then now() end
    where r.id = known.id;
  if take_refund.status = 'failed' then
    if known.status = 'done' then
      insert into public.payments (order_id, kind, capture_id, amount, currency, stripe_id)
        values (capture.order_id, 'refund_failed', capture.id, known.amount, capture.currency, take_refund.stripe_id);
    end if;
    update public.orders o set needs_attention = left('a refund failed: ' || take_refund.error, 300) where o.id = capture.order_id;
    return next private.tell_owner('refund', known.id::text, shop_order.trace);
    return;
  end if;
  if take_refund.status = 'done' then
    insert into public.payments (order_id, kind, capture_id, amount, currency, stripe_id)
      values (capture.order_id, 'refund', capture.id, take_refund.amount, capture.currency, take_refund.stripe_id);
    if known.returns_stock and not known.restocked then
      perform private.move_stock(l.variant_id, l.quantity, 'returned', capture.order_id)
        from public.refund_lines l where l.refund_id = known.id;
      update public.refunds r set restocked = true where r.id = known.id;
    end if;
    perform private.end_refunded(capture.order_id);
    -- refund-order tells the shopper of a refund that it made itself. Somebody must tell of the others.
    if not is_own or known.status = 'pending' then
      return next private.add_job('refund-order', 'refund-order.' || known.id || '.done', jsonb_build_object('refundId', known.id), shop_order.trace);
    end if;
  end if;
  perform private.cut_requests(capture.id);
end
$$;

-- Stripe refused to make a refund, and no retry will change that. Returns the job to send to the queue.
create function public.fail_refund(refund_id uuid, error text) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare refund public.refunds;
begin
  update public.refunds r set status = 'failed', error = left(fail_refund.error, 300), settled_at = now()
    where r.id = fail_refund.refund_id and r.status = 'requested' returning * into refund;
  if not found then return; end if;
  update public.orders o set needs_attention = 'a refund failed: ' || refund.error where o.id = refund.order_id;
  return next private.tell_owner('refund', refund.id::text, (select o.trace from public.orders o where o.id = refund.order_id));
end
$$;
grant execute on function public.get_refund, public.fail_refund to refund_order;
grant execute on function public.take_refund to refund_order, stripe_webhook, sweep;
