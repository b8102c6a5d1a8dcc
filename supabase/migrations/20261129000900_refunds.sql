-- Refunds and returns. The shop writes a refund's row, with its key, before it asks Stripe: asking again with the same key
-- pays back once.

create role refund_order nologin;
create role confirm_return nologin;
grant function_runner to refund_order, confirm_return;
grant refund_order, confirm_return to authenticator;

create table public.refunds (
  id uuid primary key,
  order_id uuid not null references public.orders (id),
  amount integer not null check (amount > 0),
  reason text not null check (length(reason) between 1 and 200),
  returns_stock boolean not null,
  status text not null default 'requested' check (status in ('requested', 'done', 'failed')),
  stripe_id text unique,
  error text,
  requested_by uuid,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  check ((status = 'done') = (stripe_id is not null))
);
create index refunds_order on public.refunds (order_id);

create table public.refund_lines (
  refund_id uuid not null references public.refunds (id),
  variant_id uuid not null references public.variants (id),
  quantity integer not null check (quantity > 0),
  primary key (refund_id, variant_id)
);

-- A return that a shopper asks for, one for each order. Staff decide on it, and refund it when the parcel is back.
create table public.returns (
  order_id uuid primary key references public.orders (id),
  reason text not null check (length(reason) <= 200),
  created_at timestamptz not null default now()
);

alter table public.refunds enable row level security, force row level security;
alter table public.refund_lines enable row level security, force row level security;
alter table public.returns enable row level security, force row level security;

-- Only staff see why something was refunded and who asked; shoppers see sums (get_order) and the ledger.
grant select on public.refunds, public.refund_lines to authenticated;
grant select on public.returns to authenticated;
create policy "shoppers read the returns of their orders" on public.returns for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));

-- What is requested or paid back of an order, in minor units.
create function private.refunding(order_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select private.refunded(refunding.order_id)
    + coalesce((select sum(r.amount) from public.refunds r where r.order_id = refunding.order_id and r.status = 'requested'), 0)::integer
$$;

-- How many of each line nobody has asked to refund yet.
create function private.refundable_lines(order_id uuid) returns table (variant_id uuid, unit_amount integer, remaining integer)
language sql stable security definer set search_path = '' as $$
  select l.variant_id, l.unit_amount, (l.quantity - coalesce((
      select sum(rl.quantity) from public.refund_lines rl join public.refunds r on r.id = rl.refund_id
      where r.order_id = l.order_id and r.status <> 'failed' and rl.variant_id = l.variant_id), 0))::integer
  from public.order_lines l where l.order_id = refundable_lines.order_id
$$;

-- Asks for a refund. The page makes `refund_id`, so that pressing twice makes one request.
-- `lines`: [{"variant_id", "quantity"}], or null for all that is left, delivery included.
-- Returns the job to send to the queue.
create function public.request_refund(refund_id uuid, order_id uuid, lines jsonb, reason text, returns_stock boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders; already public.refunds; left_over integer; wanted integer; line record;
begin
  perform private.demand_editor();
  select * into shop_order from public.orders o where o.id = request_refund.order_id for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  select * into already from public.refunds r where r.id = request_refund.refund_id;
  if found then
    if already.order_id <> shop_order.id then raise exception 'This request belongs to another order.' using errcode = 'NLCON'; end if;
    return private.add_job('refund-order', 'refund-order.' || already.id, jsonb_build_object('refundId', already.id), shop_order.trace);
  end if;
  if coalesce(trim(request_refund.reason), '') = '' then raise exception 'Say why, for the record.' using errcode = 'NLINV'; end if;
  left_over := private.captured(shop_order.id) - private.refunding(shop_order.id);
  if left_over <= 0 then raise exception 'Nothing is left to refund on this order.' using errcode = 'NLCON'; end if;

  if lines is null then
    wanted := left_over;
    lines := (select jsonb_agg(jsonb_build_object('variant_id', f.variant_id, 'quantity', f.remaining))
      from private.refundable_lines(shop_order.id) f where f.remaining > 0);
  else
    if jsonb_typeof(lines) <> 'array' or jsonb_array_length(lines) = 0 then
      raise exception 'Choose what to refund.' using errcode = 'NLINV';
    end if;
    if (select count(distinct x ->> 'variant_id') from jsonb_array_elements(lines) x) <> jsonb_array_length(lines) then
      raise exception 'Name each lamp once.' using errcode = 'NLINV';
    end if;
    wanted := 0;
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
    if wanted > left_over then raise exception 'That is more than was paid.' using errcode = 'NLINV'; end if;
  end if;

  insert into public.refunds (id, order_id, amount, reason, returns_stock, requested_by)
    values (refund_id, shop_order.id, wanted, trim(request_refund.reason),
      request_refund.returns_stock and shop_order.status not in ('pending', 'cancelled'), auth.uid());
  insert into public.refund_lines (refund_id, variant_id, quantity)
    select request_refund.refund_id, x.variant_id, x.quantity
    from jsonb_to_recordset(coalesce(lines, '[]')) as x (variant_id uuid, quantity integer);
  return private.add_job('refund-order', 'refund-order.' || refund_id, jsonb_build_object('refundId', refund_id), shop_order.trace);
end
$$;

-- Cancels before shipping: refunds everything and puts it back into stock.
create function public.staff_cancel_order(refund_id uuid, order_id uuid, reason text) returns jsonb
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
  return public.request_refund(refund_id, order_id, null, reason, true);
end
$$;
grant execute on function public.request_refund, public.staff_cancel_order to authenticated;

-- A payment for a cancelled order goes back without anybody's doing, because its lamps are on sale again.
-- Returns the job to send to the queue; null for any other order.
create function private.refund_late_payment(order_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare given_up public.orders; late public.refunds;
begin
  select * into given_up from public.orders o where o.id = refund_late_payment.order_id and o.status = 'cancelled';
  if not found or private.captured(given_up.id) <= private.refunding(given_up.id) then return null; end if;
  insert into public.refunds (id, order_id, amount, reason, returns_stock)
    values (gen_random_uuid(), given_up.id, private.captured(given_up.id) - private.refunding(given_up.id),
      'It was paid after the order had been given up.', false)
    returning * into late;
  return private.add_job('refund-order', 'refund-order.' || late.id, jsonb_build_object('refundId', late.id), given_up.trace);
end
$$;

-- What refund-order needs to ask Stripe.
create function public.get_refund(refund_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', r.id, 'order_id', r.order_id, 'amount', r.amount, 'currency', o.currency, 'status', r.status, 'stripe_id', r.stripe_id,
    'payment_intent', (select p.stripe_id from public.payments p where p.order_id = r.order_id and p.kind = 'capture' order by p.created_at limit 1),
    'number', o.number, 'email', o.email, 'access_key', o.access_key)
  from public.refunds r join public.orders o on o.id = r.order_id where r.id = get_refund.refund_id
$$;

-- Stripe has paid it back: writes ledger, state and stock in one transaction, once.
create function public.settle_refund(refund_id uuid, stripe_id text) returns void
language plpgsql security definer set search_path = '' as $$
declare refund public.refunds; shop_order public.orders;
begin
  select o.* into shop_order from public.orders o join public.refunds r on r.order_id = o.id where r.id = settle_refund.refund_id for update of o;
  if not found then raise exception 'There is no such refund.' using errcode = 'NLNOT'; end if;
  update public.refunds r set status = 'done', stripe_id = settle_refund.stripe_id, settled_at = now(), error = null
    where r.id = settle_refund.refund_id and r.status <> 'done' returning * into refund;
  if not found then return; end if;
  insert into public.payments (order_id, kind, amount, currency, stripe_id)
    values (refund.order_id, 'refund', refund.amount, shop_order.currency, settle_refund.stripe_id);
  if refund.returns_stock then
    perform private.move_stock(l.variant_id, l.quantity, 'returned', refund.order_id)
      from public.refund_lines l where l.refund_id = refund.id;
  end if;
  if private.refunded(refund.order_id) = private.captured(refund.order_id) then
    update public.orders o set needs_attention = null where o.id = refund.order_id;
    if shop_order.status in ('paid', 'packed', 'shipped', 'delivered') then
      update public.orders o set status = 'refunded' where o.id = refund.order_id;
    else
      perform public.cancel_order(refund.order_id);
    end if;
  else
    update public.orders o set needs_attention = null where o.id = refund.order_id and o.needs_attention like 'a refund failed:%';
  end if;
end
$$;

create function public.fail_refund(refund_id uuid, error text) returns void
language plpgsql security definer set search_path = '' as $$
declare refund public.refunds;
begin
  update public.refunds r set status = 'failed', error = left(fail_refund.error, 300), settled_at = now()
    where r.id = fail_refund.refund_id and r.status = 'requested' returning * into refund;
  if found then
    update public.orders o set needs_attention = 'a refund failed: ' || refund.error where o.id = refund.order_id;
  end if;
end
$$;
grant execute on function public.get_refund, public.settle_refund, public.fail_refund to refund_order;

-- Asks for a return, within thirty days from delivery, as the shop's pages promise. Asking twice makes one return.
-- Returns the job that confirms it by mail.
create function public.request_return(order_id uuid, access_key text default null, reason text default '') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare shop_order public.orders; arrived_at timestamptz; why text := left(trim(coalesce(request_return.reason, '')), 200);
begin
  select * into shop_order from public.orders o where o.id = request_return.order_id
    and (o.access_key = request_return.access_key or o.user_id = auth.uid()) for update;
  if not found then raise exception 'There is no such order.' using errcode = 'NLNOT'; end if;
  if not exists (select from public.returns r where r.order_id = shop_order.id) then
    if shop_order.status in ('pending', 'paid', 'packed') then
      raise exception 'This order has not left us yet. Ask a human to stop it.' using errcode = 'NLCON';
    elsif shop_order.status not in ('shipped', 'delivered') or private.refunding(shop_order.id) >= private.captured(shop_order.id) then
      raise exception 'This order was paid back already.' using errcode = 'NLCON';
    end if;
    select max(e.at) into arrived_at from public.order_events e where e.order_id = shop_order.id and e.status = 'delivered';
    if arrived_at < now() - interval '30 days' then
      raise exception 'This order came more than thirty days ago, so it can no longer go back.' using errcode = 'NLCON';
    end if;
    insert into public.returns (order_id, reason) values (shop_order.id, why);
    update public.orders o set needs_attention = 'a return was asked for' || case when why = '' then '' else ': ' || why end
      where o.id = shop_order.id and o.needs_attention is null;
  end if;
  return private.add_job('confirm-return', 'confirm-return.' || shop_order.id, jsonb_build_object('orderId', shop_order.id), shop_order.trace);
end
$$;
grant execute on function public.request_return to anon, authenticated;
