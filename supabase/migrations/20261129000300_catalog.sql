-- What the shop sells. Everybody may read what is active; stock moves only through private.move_stock.

create table public.categories (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name text not null,
  intro text not null default '',
  position integer not null default 0
);

create table public.collections (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name text not null,
  intro text not null default '',
  hex text not null check (hex ~ '^#[0-9a-f]{6}$'),
  position integer not null default 0
);

create table public.products (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  sku text not null unique,
  name text not null check (length(name) between 1 and 120),
  tagline text not null default '',
  description text not null default '',
  category_id uuid not null references public.categories (id),
  collection_id uuid not null references public.collections (id),
  status text not null default 'active' check (status in ('draft', 'active', 'archived')),
  materials text[] not null default '{}',
  dimensions jsonb not null default '{}',
  weight_grams integer not null check (weight_grams > 0),
  light jsonb not null,
  care text[] not null default '{}',
  tags text[] not null default '{}',
  year integer not null,
  position integer not null default 0,
  -- from an order at the maker until the lamps are here
  lead_days integer not null default 21 check (lead_days between 1 and 365),
  -- the price of its cheapest finish, and what it is found by: private.fill_search fills both
  from_amount integer,
  search tsvector not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index products_category on public.products (category_id);
create index products_collection on public.products (collection_id);
create index products_order on public.products (position, id);
create index products_sku on public.products (upper(sku) text_pattern_ops);
-- Without a list of pending entries, which every search would read.
create index products_search on public.products using gin (search) with (fastupdate = off);

-- A variant is one finish of a lamp.
create table public.variants (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references public.products (id),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name text not null,
  hex text not null check (hex ~ '^#[0-9a-f]{6}$'),
  sku text not null unique,
  price_amount integer not null check (price_amount between 1 and 9999999),
  currency text not null default public.shop_currency() check (currency ~ '^[a-z]{3}$'),
  stock integer not null default 0 check (stock >= 0),
  position integer not null default 0,
  search tsvector not null default '',
  unique (product_id, slug)
);
create index variants_sku on public.variants (upper(sku) text_pattern_ops);

create table public.stock_movements (
  id uuid primary key default gen_random_uuid(),
  variant_id uuid not null references public.variants (id),
  quantity integer not null check (quantity <> 0),
  reason text not null check (reason in ('received', 'counted', 'damaged', 'taken', 'returned')),
  order_id uuid,
  created_at timestamptz not null default now(),
  check ((order_id is not null) = (reason in ('taken', 'returned')))
);
create index stock_movements_variant on public.stock_movements (variant_id);
create index stock_movements_order on public.stock_movements (order_id);

create table public.reviews (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references public.products (id) on delete cascade,
  author text not null,
  rating integer not null check (rating between 1 and 5),
  title text not null,
  body text not null,
  verified boolean not null default false,
  written_on date not null,
  unique (product_id, author, written_on)
);

-- A room set of several lamps; hotspots: [{"slug", "x", "y"}], x and y as fractions of the picture, and the slug of the "finish" in it.
create table public.scenes (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  alt text not null,
  hotspots jsonb not null default '[]',
  position integer not null default 0
);

alter table public.categories enable row level security, force row level security;
alter table public.collections enable row level security, force row level security;
alter table public.products enable row level security, force row level security;
alter table public.variants enable row level security, force row level security;
alter table public.stock_movements enable row level security, force row level security;
alter table public.reviews enable row level security, force row level security;
alter table public.scenes enable row level security, force row level security;

grant select on public.categories, public.collections, public.products, public.variants, public.reviews, public.scenes to anon, authenticated;
create policy "everybody reads categories" on public.categories for select to anon, authenticated using (true);
create policy "everybody reads collections" on public.collections for select to anon, authenticated using (true);
create policy "everybody reads active products" on public.products for select to anon, authenticated using (status = 'active');
create policy "everybody reads variants of active products" on public.variants for select to anon, authenticated
  using (exists (select from public.products p where p.id = product_id and p.status = 'active'));
create policy "everybody reads reviews of active products" on public.reviews for select to anon, authenticated
  using (exists (select from public.products p where p.id = product_id and p.status = 'active'));
create policy "everybody reads scenes" on public.scenes for select to anon, authenticated using (true);

-- With private.take_stock, the only function that changes stock. Returns false, and changes nothing, when there is not enough.
create function private.move_stock(variant_id uuid, quantity integer, reason text, order_id uuid default null) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.variants v set stock = v.stock + move_stock.quantity
    where v.id = move_stock.variant_id and v.stock + move_stock.quantity >= 0;
  if not found then return false; end if;
  insert into public.stock_movements (variant_id, quantity, reason, order_id)
    values (move_stock.variant_id, move_stock.quantity, move_stock.reason, move_stock.order_id);
  return true;
end
$$;

-- Takes variants from the stock for an order, so many of each; raises NLSOL when there is not enough of one. Two orders of the same lamps
-- wait, and never for each other: both take them in the order of their ids.
create function private.take_stock(variant_ids uuid[], quantities integer[], order_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare taken uuid[]; missing text;
begin
  if cardinality(take_stock.variant_ids) > 1 then
    perform from public.variants v where v.id = any (take_stock.variant_ids) order by v.id for no key update;
  end if;
  with changed as (
    update public.variants v set stock = v.stock - x.quantity from unnest(take_stock.variant_ids, take_stock.quantities) as x (id, quantity)
      where v.id = x.id and v.stock >= x.quantity returning v.id, x.quantity
  ), moved as (
    insert into public.stock_movements (variant_id, quantity, reason, order_id)
      select c.id, -c.quantity, 'taken', take_stock.order_id from changed c returning variant_id
  ) select coalesce(array_agg(m.variant_id), '{}') into taken from moved m;
  if cardinality(taken) < cardinality(take_stock.variant_ids) then
    -- What was taken shows less by now, so its stock says nothing about what is missing.
    select p.name || ' in ' || v.name into missing from public.variants v join public.products p on p.id = v.product_id
      where v.id = any (take_stock.variant_ids) and v.id <> all (taken) order by v.id limit 1;
    raise exception '% has just been sold.', missing using errcode = 'NLSOL';
  end if;
end
$$;

create function public.receive_stock(variant_id uuid, quantity integer) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if receive_stock.quantity < 1 then raise exception 'A delivery has at least one piece.' using errcode = 'NLINV'; end if;
  if not private.move_stock(receive_stock.variant_id, receive_stock.quantity, 'received') then
    raise exception 'There is no such variant.' using errcode = 'NLNOT';
  end if;
end
$$;
grant execute on function public.receive_stock to service_role;

-- Staff count stock: 'received' and 'damaged' are differences, 'counted' is what lies on the shelf. Returns the new stock.
create function public.adjust_stock(variant_id uuid, quantity integer, reason text) returns integer
language plpgsql security definer set search_path = '' as $$
declare present integer; difference integer;
begin
  perform private.demand_editor();
  if reason not in ('received', 'counted', 'damaged') then
    raise exception 'Stock is received, counted or damaged.' using errcode = 'NLINV';
  end if;
  if quantity is null or quantity < (case reason when 'counted' then 0 else 1 end) or quantity > 100000 then
    raise exception 'The quantity must be a whole number of pieces.' using errcode = 'NLINV';
  end if;
  select v.stock into present from public.variants v where v.id = adjust_stock.variant_id for update;
  if not found then raise exception 'There is no such finish.' using errcode = 'NLNOT'; end if;
  difference := case reason when 'received' then quantity when 'damaged' then -quantity else quantity - present end;
  if difference = 0 then return present; end if;
  if not private.move_stock(adjust_stock.variant_id, difference, reason) then
    raise exception 'Only % are in stock.', present using errcode = 'NLINV';
  end if;
  return present + difference;
end
$$;
grant execute on function public.adjust_stock to authenticated;

