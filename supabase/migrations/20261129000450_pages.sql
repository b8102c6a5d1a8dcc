-- The pages of the catalogue are files. When something that they show changes, whoever changed it, catalog-webhook expires
-- their cache tags (app/queries.ts), and the next visit makes them again. A slug that was given up leads to its successor.

create role catalog_webhook nologin;
grant function_runner to catalog_webhook;
grant catalog_webhook to authenticator;

-- The changes whose pages are not known to be expired. Each change has its own row, so that two sales never wait for each other.
create table private.page_changes (
  id bigint generated always as identity primary key,
  tags text[] not null check (cardinality(tags) between 1 and 100),
  changed_at timestamptz not null default clock_timestamp(),
  -- when catalog-webhook was last called about it
  called_at timestamptz not null default clock_timestamp()
);
alter table private.page_changes enable row level security, force row level security;

-- The slugs that were given up, and what had each of them last.
create table private.old_slugs (
  kind text not null check (kind in ('products', 'categories', 'collections')),
  slug text not null,
  product_id uuid references public.products (id) on delete cascade,
  category_id uuid references public.categories (id) on delete cascade,
  collection_id uuid references public.collections (id) on delete cascade,
  primary key (kind, slug),
  check (num_nonnulls(product_id, category_id, collection_id) = 1)
);
create index old_slugs_product on private.old_slugs (product_id);
create index old_slugs_category on private.old_slugs (category_id);
create index old_slugs_collection on private.old_slugs (collection_id);
alter table private.old_slugs enable row level security, force row level security;

-- The cache tags of the pages that show this row of a table. A lamp that is not for sale is on no page.
create function private.tags_of(source text, shown jsonb) returns setof text
language plpgsql stable security definer set search_path = '' as $$
begin
  case source
    when 'categories' then return query values ('catalog'), ('category:' || (shown ->> 'slug'));
    when 'collections' then return query values ('catalog'), ('collection:' || (shown ->> 'slug'));
    when 'products' then
      if shown ->> 'status' = 'active' then return query values ('catalog'), ('product:' || (shown ->> 'slug')); end if;
    when 'scenes' then return next 'catalog';
    when 'search_words' then return next 'catalog';
    -- Lists are narrowed by them, and related lamps share finishes.
    when 'facet_values' then return query values ('catalog'), ('range');
    when 'photographs' then
      if shown ->> 'status' <> 'ready' then return; end if;
      if shown ->> 'scene_id' is not null then return next 'catalog'; end if;
      return query select t.tag from public.products p, lateral (values ('catalog'), ('product:' || p.slug)) t (tag)
        where p.id = (shown ->> 'product_id')::uuid and p.status = 'active';
    when 'photograph_sizes' then return query select t.tag from public.photographs i, private.tags_of('photographs', to_jsonb(i)) t (tag)
      where i.id = (shown ->> 'photograph_id')::uuid;
    -- Lists show no reviews.
    when 'reviews' then return query select 'product:' || p.slug from public.products p
      where p.id = (shown ->> 'product_id')::uuid and p.status = 'active';
    when 'variants' then return query select t.tag from public.products p, lateral (values ('catalog'), ('product:' || p.slug)) t (tag)
      where p.id = (shown ->> 'product_id')::uuid and p.status = 'active';
  end case;
end
$$;

-- Marks pages as changed and calls catalog-webhook. A trigger calls this, so nothing in it may abort the sale or edit that
-- caused it. Before the shop has an address there are no pages.
create function private.announce(tags text[]) returns void
language plpgsql security definer set search_path = '' as $$
declare change record;
begin
  if private.find_setting('site_url') is null then return; end if;
  for change in
    insert into private.page_changes (tags)
      select array_agg(t.tag order by t.tag) from (
        select a.tag, row_number() over (order by a.tag) - 1 as place from (select distinct unnest(announce.tags) as tag) a) t
      group by t.place / 100
    returning *
  loop
    perform private.call_function('/api/catalog-webhook',
      jsonb_build_object('changes', jsonb_build_array(change.id), 'tags', change.tags), private.new_trace());
  end loop;
exception when others then
  raise warning 'The database could not announce a change of pages: % (%)', sqlerrm, sqlstate;
end
$$;

-- What pages show of a row: without the columns that no page shows. They write "5 left" of a finish, and "In stock" above
-- that (describeStock in components/catalog/finishes.tsx).
create function private.shown(row_value jsonb, unshown text[]) returns jsonb
language sql immutable set search_path = '' as $$
  select (row_value - unshown)
    || case when row_value ? 'stock' then jsonb_build_object('stock', least((row_value ->> 'stock')::integer, 6)) else '{}' end
$$;

-- Where a lamp, a category or a collection is, and in which finishes: addresses and related lamps depend on it. Null for a lamp that is
-- not for sale.
create function private.place_of(shown jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case when coalesce(shown ->> 'status', 'active') = 'active' then jsonb_build_array(
    shown -> 'id', shown -> 'slug', shown -> 'category_id', shown -> 'collection_id', shown -> 'position', shown -> 'product_id',
    case when shown ? 'hex' then jsonb_build_array(shown -> 'name', shown -> 'hex') end) end
$$;

-- What the menu of every page shows of a category or a collection.
create function private.menu_entry_of(shown jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_array(shown -> 'id', shown -> 'slug', shown -> 'name', shown -> 'hex', shown -> 'position')
$$;

-- The trigger's arguments are the columns that no page shows.
create function private.announce_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb[] := '{}';
  after jsonb[] := '{}';
  tags text[];
  moved boolean := false;
  -- Null when there are no arguments.
  unshown text[] := coalesce(tg_argv, '{}');
begin
  -- Every order takes stock, which pages show only when little is left: that is found without what follows.
  if tg_op = 'UPDATE' and tg_table_name = 'variants' then
    perform from old_rows o left join new_rows n on n.id = o.id
      where n.id is null or (o.product_id, o.slug, o.name, o.hex, o.sku, o.price_amount, o.currency, least(o.stock, 6), o.position)
        <> (n.product_id, n.slug, n.name, n.hex, n.sku, n.price_amount, n.currency, least(n.stock, 6), n.position);
    if not found then return null; end if;
  end if;
  if tg_op <> 'INSERT' then before := array(select private.shown(to_jsonb(o), unshown) from old_rows o); end if;
  if tg_op <> 'DELETE' then after := array(select private.shown(to_jsonb(n), unshown) from new_rows n); end if;
  tags := array(select distinct t.tag from (
      (select b from unnest(before) b except all select a from unnest(after) a) union all
      (select a from unnest(after) a except all select b from unnest(before) b)) c (shown), private.tags_of(tg_table_name, c.shown) t (tag));
  if cardinality(tags) = 0 then return null; end if;
  if tg_table_name in ('products', 'categories', 'collections', 'variants') then
    moved := exists (
      (select private.place_of(b) from unnest(before) b except select private.place_of(a) from unnest(after) a) union all
      (select private.place_of(a) from unnest(after) a except select private.place_of(b) from unnest(before) b));
  end if;
  if moved then tags := tags || array['range']; end if;
  if tg_table_name in ('categories', 'collections') and exists (
      (select private.menu_entry_of(b) from unnest(before) b except select private.menu_entry_of(a) from unnest(after) a) union all
      (select private.menu_entry_of(a) from unnest(after) a except select private.menu_entry_of(b) from unnest(before) b)) then
    tags := tags || array['menu'];
  end if;
  perform private.announce(tags);
  return null;
exception when others then
  raise warning 'The database could not announce a change of %: % (%)', tg_table_name, sqlerrm, sqlstate;
  return null;
end
$$;

-- A table that pages read has these three triggers: see supabase/tests/pages.test.ts.
create trigger categories_announce_insert after insert on public.categories referencing new table as new_rows
  for each statement execute function private.announce_change();
create trigger categories_announce_update after update on public.categories referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change();
create trigger categories_announce_delete after delete on public.categories referencing old table as old_rows
  for each statement execute function private.announce_change();
create trigger collections_announce_insert after insert on public.collections referencing new table as new_rows
  for each statement execute function private.announce_change();
create trigger collections_announce_update after update on public.collections referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change();
create trigger collections_announce_delete after delete on public.collections referencing old table as old_rows
  for each statement execute function private.announce_change();
create trigger products_announce_insert after insert on public.products referencing new table as new_rows
  for each statement execute function private.announce_change('search', 'from_amount', 'lead_days', 'created_at', 'updated_at');
create trigger products_announce_update after update on public.products referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change('search', 'from_amount', 'lead_days', 'created_at', 'updated_at');
create trigger products_announce_delete after delete on public.products referencing old table as old_rows
  for each statement execute function private.announce_change('search', 'from_amount', 'lead_days', 'created_at', 'updated_at');
create trigger variants_announce_insert after insert on public.variants referencing new table as new_rows
  for each statement execute function private.announce_change('search');
create trigger variants_announce_update after update on public.variants referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change('search');
create trigger variants_announce_delete after delete on public.variants referencing old table as old_rows
  for each statement execute function private.announce_change('search');
create trigger reviews_announce_insert after insert on public.reviews referencing new table as new_rows
  for each statement execute function private.announce_change();
create trigger reviews_announce_update after update on public.reviews referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change();
create trigger reviews_announce_delete after delete on public.reviews referencing old table as old_rows
  for each statement execute function private.announce_change();
create trigger facet_values_announce_insert after insert on private.facet_values referencing new table as new_rows
  for each statement execute function private.announce_change();
create trigger facet_values_announce_update after update on private.facet_values referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change();
create trigger facet_values_announce_delete after delete on private.facet_values referencing old table as old_rows
  for each statement execute function private.announce_change();
create trigger search_words_announce_insert after insert on private.search_words referencing new table as new_rows
  for each statement execute function private.announce_change();
create trigger search_words_announce_update after update on private.search_words referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change();
create trigger search_words_announce_delete after delete on private.search_words referencing old table as old_rows
  for each statement execute function private.announce_change();
create trigger scenes_announce_insert after insert on public.scenes referencing new table as new_rows
  for each statement execute function private.announce_change();
create trigger scenes_announce_update after update on public.scenes referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change();
create trigger scenes_announce_delete after delete on public.scenes referencing old table as old_rows
  for each statement execute function private.announce_change();
create trigger photographs_announce_insert after insert on public.photographs referencing new table as new_rows
  for each statement execute function private.announce_change('original_path', 'reason', 'trace', 'completed_at', 'created_at', 'updated_at');
create trigger photographs_announce_update after update on public.photographs referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change('original_path', 'reason', 'trace', 'completed_at', 'created_at', 'updated_at');
create trigger photographs_announce_delete after delete on public.photographs referencing old table as old_rows
  for each statement execute function private.announce_change('original_path', 'reason', 'trace', 'completed_at', 'created_at', 'updated_at');
create trigger photograph_sizes_announce_insert after insert on public.photograph_sizes referencing new table as new_rows
  for each statement execute function private.announce_change('bytes');
create trigger photograph_sizes_announce_update after update on public.photograph_sizes referencing old table as old_rows new table as new_rows
  for each statement execute function private.announce_change('bytes');
create trigger photograph_sizes_announce_delete after delete on public.photograph_sizes referencing old table as old_rows
  for each statement execute function private.announce_change('bytes');

-- Keeps the slug that a row gives up. Something for sale that takes a slug has it alone, so an old slug never leads away from it.
create function private.keep_old_slug() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  after jsonb := to_jsonb(new);
  before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  taken boolean := coalesce(after ->> 'status', 'active') = 'active';
begin
  if taken then
    delete from private.old_slugs o where o.kind = tg_table_name and o.slug = new.slug;
  end if;
  if before ->> 'slug' <> new.slug then
    insert into private.old_slugs as o (kind, slug, product_id, category_id, collection_id)
      values (tg_table_name, before ->> 'slug', case tg_table_name when 'products' then new.id end,
        case tg_table_name when 'categories' then new.id end, case tg_table_name when 'collections' then new.id end)
      on conflict on constraint old_slugs_pkey do update
        set product_id = excluded.product_id, category_id = excluded.category_id, collection_id = excluded.collection_id
        -- A draft that had the slug for a while was never seen.
        where taken or before ->> 'status' = 'active';
  end if;
  return null;
end
$$;
create trigger categories_keep_old_slug after insert or update of slug on public.categories
  for each row execute function private.keep_old_slug();
create trigger collections_keep_old_slug after insert or update of slug on public.collections
  for each row execute function private.keep_old_slug();
create trigger products_keep_old_slug after insert or update of slug, status on public.products
  for each row execute function private.keep_old_slug();

-- Slugs are kept and asked for by their bucket, 256 of each kind, so that neither one answer nor the number of answers grows with
-- what people ask for: the first byte of the slug's SHA-256. Not a function, which whoever adds a lamp would have to call.
create index products_slug_bucket on public.products ((left(encode(sha256(decode(slug, 'escape')), 'hex'), 2))) where status = 'active';
create index old_slugs_bucket on private.old_slugs (kind, (left(encode(sha256(decode(slug, 'escape')), 'hex'), 2)));

-- The slugs of a kind that lead to something, with what is there today: {"porch": "porch", "porch-light": "porch"}. One that was
-- given up leads to the slug of today, however many there were between them. Give a bucket, or the slugs to look up.
create function public.catalog_addresses(kind text, bucket text default null, slugs text[] default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  with found as (
    select p.slug, p.slug as today, 2 as rank from public.products p where catalog_addresses.kind = 'products' and p.status = 'active'
      and (left(encode(sha256(decode(p.slug, 'escape')), 'hex'), 2) = catalog_addresses.bucket or p.slug = any (catalog_addresses.slugs))
    union all
    select c.slug, c.slug, 2 from (select 'categories' as kind, c.slug from public.categories c union all select 'collections', c.slug from public.collections c) c
      where c.kind = catalog_addresses.kind and (left(encode(sha256(decode(c.slug, 'escape')), 'hex'), 2) = catalog_addresses.bucket or c.slug = any (catalog_addresses.slugs))
    union all
    select o.slug, coalesce(p.slug, c.slug, l.slug), 1 from private.old_slugs o
      left join public.products p on p.id = o.product_id and p.status = 'active'
      left join public.categories c on c.id = o.category_id
      left join public.collections l on l.id = o.collection_id
      where o.kind = catalog_addresses.kind and (left(encode(sha256(decode(o.slug, 'escape')), 'hex'), 2) = catalog_addresses.bucket or o.slug = any (catalog_addresses.slugs))
        and coalesce(p.slug, c.slug, l.slug) is not null
  )
  select coalesce(jsonb_object_agg(f.slug, f.today order by f.rank), '{}') from found f
$$;
grant execute on function public.catalog_addresses to anon, authenticated;

-- For catalog-webhook: the pages of these changes are expired.
create function public.forget_page_changes(changes bigint[]) returns void
language sql security definer set search_path = '' as $$
  delete from private.page_changes c where c.id = any (forget_page_changes.changes)
$$;
grant execute on function public.forget_page_changes to catalog_webhook;

-- For the sweep: calls catalog-webhook again about changes whose call got no answer for a minute, all in one call. pg_net calls
-- only once, and a crash of the database loses what it had not sent. Returns how many changes it called about, at most 100.
create function public.announce_lost_changes(most integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare lost bigint[]; tags text[];
begin
  with late as (
    select c.id from private.page_changes c where c.called_at < now() - interval '1 minute'
      order by c.id for update skip locked limit least(greatest(most, 0), 100)
  ), called as (
    update private.page_changes c set called_at = clock_timestamp() from late where c.id = late.id returning c.id, c.tags
  )
  select array_agg(distinct c.id), array_agg(distinct t.tag) into lost, tags from called c, unnest(c.tags) as t (tag);
  if lost is null then return 0; end if;
  perform private.call_function('/api/catalog-webhook', jsonb_build_object('changes', to_jsonb(lost), 'tags', to_jsonb(tags)), private.new_trace());
  return cardinality(lost);
end
$$;
grant execute on function public.announce_lost_changes to sweep;
