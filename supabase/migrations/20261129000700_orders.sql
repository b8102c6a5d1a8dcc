-- Orders, their lines and their timeline; how a cart becomes an order. Constraints protect the money.

create role checkout nologin;
grant function_runner to checkout;
grant checkout to authenticator;

create table public.order_statuses (
  status text primary key,
  is_last boolean not null,
  -- how long an order may stay in this state before staff or the sweep must look
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

create function private.next_order_number() returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  return private.get_setting('order_prefix') || '-' || nextval('public.order_numbers');
end
$$;
grant execute on function private.next_order_number to service_role;

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  number text not null unique default private.next_order_number() check (number ~ '^[A-Z][A-Z0-9]*-[0-9]+$'),
  -- opens the order's page to whoever has the link: 24 random bytes
  access_key text not null default translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/', '-_'),
  user_id uuid references auth.users (id),
  cart_id uuid,
  -- a hash of the network that it was placed from, for limits
  network text,
  status text not null default 'pending' references public.order_statuses (status),
  deadline_at timestamptz,
  needs_attention text,
  currency text not null default public.shop_currency() check (currency ~ '^[a-z]{3}$'),
  subtotal_amount integer not null check (subtotal_amount > 0),
  shipping_amount integer not null check (shipping_amount >= 0),
  -- the VAT in the total, in percent and as an amount: of the default rate until the payment brings the address
  tax_rate numeric(5, 2) not null default private.vat_rate() check (tax_rate between 0 and 100),
  tax_amount integer not null check (tax_amount >= 0),
  total_amount integer not null check (total_amount = subtotal_amount + shipping_amount),
  email text,
  address jsonb,
  stripe_session_id text unique,
  receipt_email_id text,
  -- why the receipt could not be sent
  receipt_error text,
  tracking_number text,
  -- when the sweep last asked the payment provider about it
  compared_at timestamptz,
  trace text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- A cart has one pending order: a double click makes one order.
create unique index orders_one_pending_per_cart on public.orders (cart_id) where status = 'pending';
-- Without the second condition, Postgres takes it for one of the index above, and reads all pending orders.
create index orders_pending_by_network on public.orders (network) where status = 'pending' and network is not null;
create index orders_user on public.orders (user_id);
create index orders_trace on public.orders (split_part(trace, '-', 2));
-- What staff have to do, which is little beside all orders.
create index orders_attention on public.orders (created_at) where needs_attention is not null;
create index orders_to_pack on public.orders (created_at) where status = 'paid';
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

alter table public.order_statuses enable row level security, force row level security;
alter table public.order_transitions enable row level security, force row level security;
alter table public.orders enable row level security, force row level security;
alter table public.order_lines enable row level security, force row level security;
alter table public.order_events enable row level security, force row level security;

-- Shoppers read these columns of their own orders. Staff read orders through functions (*_admin.sql), so a column that is not
-- granted here, such as a private note, stays among staff.
grant select (id, number, user_id, status, currency, subtotal_amount, shipping_amount, tax_rate, tax_amount, total_amount, email, address,
  tracking_number, created_at) on public.orders to authenticated;
grant select on public.order_lines, public.order_events to authenticated;
create policy "shoppers read their own orders" on public.orders for select to authenticated using (user_id = (select auth.uid()));
create policy "shoppers read the lines of their orders" on public.order_lines for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));
create policy "shoppers read the timeline of their orders" on public.order_events for select to authenticated
  using (exists (select from public.orders o where o.id = order_id));

-- An order's total is the sum of its lines when the transaction ends. New lines are checked once for all of them, and at once: so those of
-- an order come in one statement.
create function private.check_order_total() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if (select o.subtotal_amount from public.orders o where o.id = new.id)
    <> coalesce((select sum(l.total_amount) from public.order_lines l where l.order_id = new.id), 0) then
    raise exception 'The total of an order must be the sum of its lines.' using errcode = '23514';
  end if;
  return null;
end
$$;
create constraint trigger orders_total_is_sum after insert or update of subtotal_amount on public.orders
  deferrable initially deferred for each row execute function private.check_order_total();

create function private.check_new_lines() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from (select n.order_id from new_rows n group by n.order_id) x join public.orders o on o.id = x.order_id
      where o.subtotal_amount <> (select sum(l.total_amount) from public.order_lines l where l.order_id = o.id)) then
    raise exception 'The total of an order must be the sum of its lines.' using errcode = '23514';
  end if;
  return null;
end
$$;
create trigger order_lines_total_is_sum after insert on public.order_lines referencing new table as new_rows
  for each statement execute function private.check_new_lines();

create function private.check_changed_line() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.orders o where o.id in (old.order_id, new.order_id)
      and o.subtotal_amount <> coalesce((select sum(l.total_amount) from public.order_lines l where l.order_id = o.id), 0)) then
    raise exception 'The total of an order must be the sum of its lines.' using errcode = '23514';
  end if;
  return null;
end
$$;
create constraint trigger order_lines_total_stays_sum after update or delete on public.order_lines
  deferrable initially deferred for each row execute function private.check_changed_line();

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
    if new.status = 'paid' and not exists (select from public.payments p where p.order_id = new.id and p.kind = 'capture'
      and p.amount = new.total_amount and p.currency = new.currency) then
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

-- The topic that tells the pages of an order that it has changed (*_live.sql). Only who has the order's key can know it.
create function private.order_topic(access_key text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return 'order:' || encode(sha256(convert_to(order_topic.access_key, 'UTF8')), 'hex');
end
$$;

-- An order as the shop reads it. plpgsql looks up payments and returns when it runs: later domains define them.
create function private.order_json(shop_order public.orders) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'id', shop_order.id, 'number', shop_order.number, 'access_key', shop_order.access_key,
    'topic', private.order_topic(shop_order.access_key), 'status', shop_order.status,
    'email', shop_order.email, 'address', shop_order.address, 'session_id', shop_order.stripe_session_id,
    'subtotal', shop_order.subtotal_amount, 'shipping', shop_order.shipping_amount, 'tax', shop_order.tax_amount,
    'currency', shop_order.currency, 'tax_rate', shop_order.tax_rate, 'total', shop_order.total_amount,
    'refunded', private.refunded(shop_order.id), 'trace', shop_order.trace,
    'tracking_number', shop_order.tracking_number, 'placed_at', shop_order.created_at,
    'has_receipt', shop_order.receipt_email_id is not null, 'receipt_failed', shop_order.receipt_error is not null,
    'return_requested_at', (select r.created_at from public.returns r where r.order_id = shop_order.id),
    'return_until', private.return_until(shop_order.id),
    'lines', (select jsonb_agg(jsonb_build_object('name', l.name, 'finish', l.finish, 'sku', l.sku, 'unit_amount', l.unit_amount,
        'quantity', l.quantity, 'total', l.total_amount, 'slug', (select p.slug from public.variants v join public.products p on p.id = v.product_id
          where v.id = l.variant_id and p.status = 'active'),
        'picture', (select private.picture_of(v.product_id, v.id) from public.variants v where v.id = l.variant_id)) order by l.sku)
      from public.order_lines l where l.order_id = shop_order.id),
    'events', (select jsonb_agg(jsonb_build_object('status', e.status, 'note', e.note, 'at', e.at) order by e.id)
      from public.order_events e where e.order_id = shop_order.id));
end
$$;

-- Shows an order to its owner or to whoever holds its key; null to everybody else.
create function public.get_order(order_id uuid, access_key text default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.order_json(o) - 'session_id' - 'access_key' from public.orders o
  where o.id = get_order.order_id and (o.access_key = get_order.access_key or o.user_id = auth.uid())
$$;
grant execute on function public.get_order to anon, authenticated, checkout;

-- Cancels a pending order and gives its stock back; money that was captured for it goes back as well. False when the order is
-- not pending (any more). The news of a session cancels only the order that has this session.
create function public.cancel_order(order_id uuid, session_id text default null) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.orders o set status = 'cancelled' where o.id = cancel_order.order_id and o.status = 'pending'
    and (cancel_order.session_id is null or o.stripe_session_id = cancel_order.session_id);
  if not found then return false; end if;
  perform private.move_stock(l.variant_id, l.quantity, 'returned', l.order_id) from public.order_lines l where l.order_id = cancel_order.order_id;
  perform private.refund_captures(cancel_order.order_id, 'What was paid did not fit the order, which was given up.');
  return true;
end
$$;
grant execute on function public.cancel_order to checkout, sweep;

-- Orders that stay too long in one state come to the attention of staff; pending ones when nobody settles them for a day.
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
