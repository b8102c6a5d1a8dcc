-- What placing an order is compared with: tables of the same columns, keys, checks and indexes as the shop's, and one short function that
-- writes the same rows into them, tells the open pages, and gives what the payment needs. No trigger, no policy, no setting, no function in
-- a function; nobody checks the stock of a line, the sums, the state, the limits of a network or a second click.
create schema bench;
create table bench.variants (like public.variants including defaults including constraints including indexes);
create table bench.carts (like public.carts including defaults including constraints including indexes);
create table bench.cart_lines (like public.cart_lines including defaults including constraints including indexes,
  foreign key (cart_id) references bench.carts (id), foreign key (variant_id) references bench.variants (id));
create table bench.orders (like public.orders including defaults including constraints including indexes,
  foreign key (status) references public.order_statuses (status));
create table bench.order_lines (like public.order_lines including all,
  foreign key (order_id) references bench.orders (id), foreign key (variant_id) references bench.variants (id));
create table bench.order_events (like public.order_events including all,
  foreign key (order_id) references bench.orders (id), foreign key (status) references public.order_statuses (status));
create table bench.stock_movements (like public.stock_movements including all,
  foreign key (order_id) references bench.orders (id), foreign key (variant_id) references bench.variants (id));

-- Places an order: locks the cart and the stock, takes the stock, and writes the order, its lines, its movements and its first event.
create function bench.place_order(cart uuid, trace text) returns jsonb language plpgsql as $$
declare placed bench.orders; sum integer; parcel integer;
begin
  perform from bench.carts c where c.id = cart for update;
  perform from bench.variants v join bench.cart_lines l on l.variant_id = v.id where l.cart_id = cart order by v.id for update of v;
  select sum(v.price_amount * l.quantity) into sum from bench.cart_lines l join bench.variants v on v.id = l.variant_id where l.cart_id = cart;
  parcel := case when sum >= 15000 then 0 else 900 end;
  insert into bench.orders (id, number, access_key, cart_id, deadline_at, currency, subtotal_amount, shipping_amount, tax_rate, tax_amount, total_amount, trace)
    values (gen_random_uuid(), 'NL-' || nextval('public.order_numbers'), translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/', '-_'), cart,
      now() + interval '35 minutes', 'eur', sum, parcel, 21, floor((sum + parcel) * 21 / 121.0 + 0.5), sum + parcel, trace)
    returning * into placed;
  insert into bench.order_lines (order_id, variant_id, name, finish, sku, unit_amount, quantity)
    select placed.id, l.variant_id, p.name, v.name, v.sku, v.price_amount, l.quantity
    from bench.cart_lines l join bench.variants v on v.id = l.variant_id join public.products p on p.id = v.product_id where l.cart_id = cart;
  update bench.variants v set stock = v.stock - l.quantity from bench.cart_lines l where l.cart_id = cart and l.variant_id = v.id;
  insert into bench.stock_movements (variant_id, quantity, reason, order_id)
    select l.variant_id, -l.quantity, 'taken', placed.id from bench.cart_lines l where l.cart_id = cart;
  insert into bench.order_events (order_id, status, note) values (placed.id, 'pending', 'The order was placed.');
  perform realtime.send('{}', 'change', 'admin:orders', true);
  return jsonb_build_object('id', placed.id, 'number', placed.number, 'access_key', placed.access_key, 'session_id', placed.stripe_session_id,
    'currency', placed.currency, 'shipping', placed.shipping_amount, 'trace', placed.trace, 'placed_at', placed.created_at, 'lines', (
      select jsonb_agg(jsonb_build_object('name', l.name, 'finish', l.finish, 'sku', l.sku, 'unit_amount', l.unit_amount, 'quantity', l.quantity)
        order by l.sku) from bench.order_lines l where l.order_id = placed.id));
end
$$;

-- The next cart of each side.
create sequence bench.shop_carts;
create sequence bench.plain_carts;

-- Calls one of the two, each call in a transaction of its own, until a time; no client and no network is in between.
create procedure bench.place_until(plain boolean, ends_at timestamptz, inout placed integer default 0) language plpgsql as $$
declare cart uuid;
begin
  while clock_timestamp() < ends_at loop
    if plain then
      cart := md5('cart ' || nextval('bench.plain_carts'))::uuid;
      perform bench.place_order(cart, '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01');
    else
      cart := md5('cart ' || nextval('bench.shop_carts'))::uuid;
      perform public.place_order(cart, '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01');
    end if;
    commit;
    placed := placed + 1;
  end loop;
end
$$;

-- Fills the next carts of both sides: three lamps each, or one and the same lamp in all of them (`hot`).
create procedure bench.fill_carts(amount bigint, hot boolean) language plpgsql as $$
declare
  variants constant uuid[] := array(select v.id from public.variants v order by v.id);
  first constant bigint := greatest(nextval('bench.shop_carts'), nextval('bench.plain_carts')) + 1;
begin
  truncate bench.carts cascade;
  truncate public.carts cascade;
  perform setval('bench.shop_carts', first, false), setval('bench.plain_carts', first, false);
  insert into public.carts (id) select md5('cart ' || n)::uuid from generate_series(first, first + amount - 1) n;
  insert into public.cart_lines (cart_id, variant_id, quantity)
    select md5('cart ' || n)::uuid, variants[case when hot then 1 else 1 + ((n * 7 + line * 13) % cardinality(variants))::integer end], 1
    from generate_series(first, first + amount - 1) n, generate_series(1, case when hot then 1 else 3 end) line;
  insert into bench.carts select * from public.carts;
  insert into bench.cart_lines select * from public.cart_lines;
  analyze public.carts, public.cart_lines, bench.carts, bench.cart_lines;
end
$$;
