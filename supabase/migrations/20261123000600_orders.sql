-- Orders, their lines, their timeline and the payments ledger. Constraints carry the money.

create table public.order_statuses (
  status text primary key,
  is_last boolean not null,
  -- how long an order may stay here before a person or the sweep must look
  deadline interval
);
insert into public.order_statuses values
  ('pending', false, '35 minutes'), ('paid', false, '1 hour'), ('packed', false, '3 days'), ('shipped', false, '14 days'),
  ('delivered', true, null), ('cancelled', true, null), ('refunded', true, null);

create table public.order_transitions (
  from_status text references public.order_statuses (status),
  to_status text references public.order_statuses (status),
  note text not null,
  primary key (from_status, to_status)
);
insert into public.order_transitions values
  ('pending', 'paid', 'The payment has arrived.'),
  ('pending', 'cancelled', 'The order was not paid.'),
  ('paid', 'packed', 'The lamp is wrapped and waits for the carrier.'),
  ('packed', 'shipped', 'The parcel is on its way.'),
  ('shipped', 'delivered', 'The parcel has arrived.'),
  ('paid', 'refunded', 'The money is on its way back.'),
  ('packed', 'refunded', 'The money is on its way back.'),
  ('shipped', 'refunded', 'The money is on its way back.'),
  ('delivered', 'refunded', 'The money is on its way back.');

create sequence public.order_numbers start 10001;

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  number text not null unique default 'NL-' || nextval('public.order_numbers') check (number ~ '^NL-[0-9]+$'),
  -- opens the order's page to whoever has the link: 24 random bytes
  access_key text not null default translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/', '-_'),
  user_id uuid references auth.users (id),
  cart_id uuid,
  status text not null default 'pending' references public.order_statuses (status),
  deadline_at timestamptz,
  needs_attention text,
  currency text not null default 'eur' check (currency = 'eur'),
  subtotal_amount integer not null check (subtotal_amount > 0),
  shipping_amount integer not null check (shipping_amount >= 0),
  tax_amount integer not null check (tax_amount >= 0),
  total_amount integer not null check (total_amount = subtotal_amount + shipping_amount),
  email text,
  address jsonb,
  stripe_session_id text unique,
  receipt_email_id text,
  tracking_number text,
  trace text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- One open order per cart: a double click is one order.
create unique index orders_one_pending_per_cart on public.orders (cart_id) where status = 'pending';
create index orders_user on public.orders (user_id);
create index orders_open on public.orders (deadline_at) where deadline_at is not null;

alter table public.stock_movements add constraint stock_movements_order foreign key (order_id) references public.orders (id);

create table public.order_lines (
  order_id uuid not null references public.orders (id),
  variant_id uuid not null references public.variants (id),
  name text not null,
  finish text not null,
  sku text not null,
  unit_amount integer not null check (unit_amount > 0),
  quantity integer not null check (quantity between 1 and 20),
  total_amount integer not null generated always as (unit_amount * quantity) stored,
  primary key (order_id, variant_id)
);

create table public.order_events (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders (id),
  status text not null references public.order_statuses (status),
  note text not null,
  at timestamptz not null default clock_timestamp()
);
create index order_events_order on public.order_events (order_id);

-- The ledger: what the payment provider took and gave back, one row per movement of money, never changed.
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

do $$
declare name text;
begin
  foreach name in array array['order_statuses', 'order_transitions', 'orders', 'order_lines', 'order_events', 'payments'] loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
  end loop;
end
$$;

-- Totals are sums of their lines.
create function private.check_order_total() returns trigger
language plpgsql security definer set search_path = '' as $$
declare checked uuid := case tg_table_name when 'orders' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(coalesce(new, old)) ->> 'order_id')::uuid end;
begin
  if exists (
    select from public.orders o where o.id = checked
      and o.subtotal_amount <> coalesce((select sum(l.total_amount) from public.order_lines l where l.order_id = o.id), 0)
  ) then
    raise exception 'The total of an order must be the sum of its lines.' using errcode = '23514';
  end if;
  return null;
end
$$;
create constraint trigger orders_total_is_sum after insert or update of subtotal_amount on public.orders
  deferrable initially deferred for each row execute function private.check_order_total();
create constraint trigger order_lines_total_is_sum after insert or update or delete on public.order_lines
  deferrable initially deferred for each row execute function private.check_order_total();

-- Refunds never exceed what was captured, one currency per order, and the ledger is only ever added to.
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

create function private.captured(order_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(p.amount), 0)::integer from public.payments p where p.order_id = captured.order_id and p.kind = 'capture'
$$;
create function private.refunded(order_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(p.amount), 0)::integer from public.payments p where p.order_id = refunded.order_id and p.kind = 'refund'
$$;

-- States move along the graph only, nothing passes `pending` unpaid, and every move leaves a line in the timeline.
create function private.check_order_move() returns trigger
language plpgsql security definer set search_path = '' as $$
declare move_note text;
begin
  if tg_op = 'INSERT' then
    if new.status <> 'pending' then raise exception 'An order starts as pending.' using errcode = '23514'; end if;
  elsif new.status <> old.status then
    select t.note into move_note from public.order_transitions t where t.from_status = old.status and t.to_status = new.status;
    if not found then
      raise exception 'An order cannot move from % to %.', old.status, new.status using errcode = '23514';
    end if;
    if new.status = 'paid' and private.captured(new.id) <> new.total_amount then
      raise exception 'An order is paid when its total has been captured.' using errcode = '23514';
    end if;
  else
    return new;
  end if;
  new.deadline_at := (select now() + s.deadline from public.order_statuses s where s.status = new.status);
  new.updated_at := now();
  return new;
end
$$;
create trigger orders_move before insert or update of status on public.orders
  for each row execute function private.check_order_move();

create function private.note_order_move() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.order_events (order_id, status, note) values (new.id, new.status, 'The order was placed.');
  elsif new.status <> old.status then
    insert into public.order_events (order_id, status, note)
      select new.id, new.status, t.note from public.order_transitions t where t.from_status = old.status and t.to_status = new.status;
  end if;
  return null;
end
$$;
create trigger orders_note_move after insert or update of status on public.orders
  for each row execute function private.note_order_move();

grant select (id, number, user_id, status, needs_attention, currency, subtotal_amount, shipping_amount, tax_amount, total_amount,
  email, address, tracking_number, trace, created_at) on public.orders to authenticated;
grant select on public.order_lines, public.order_events, public.payments to authenticated;
create policy "shoppers read their own orders" on public.orders for select to authenticated using (user_id = (select auth.uid()));
create policy "shoppers read the lines of their orders" on public.order_lines for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));
create policy "shoppers read the timeline of their orders" on public.order_events for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));
create policy "shoppers read the payments of their orders" on public.payments for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));
