-- The list of lamps in the admin: one page of the lamps that match, in any status.

-- What staff find a lamp by, folded: its name, its slug, its code (SKU) and those of its finishes. A table of its own, because an index
-- over an expression makes everybody who saves a lamp call the function.
create table private.product_words (
  product_id uuid primary key references public.products (id) on delete cascade,
  words text not null
);
create index product_words_words on private.product_words using gin (words extensions.gin_trgm_ops);
alter table private.product_words enable row level security, force row level security;

create function private.keep_product_words() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.product_words as w (product_id, words)
    values (new.id, private.fold_text(concat_ws(' ', new.name, new.slug, new.sku,
      (select string_agg(v.sku, ' ' order by v.sku) from public.variants v where v.product_id = new.id))))
    on conflict (product_id) do update set words = excluded.words where w.words <> excluded.words;
  return null;
end
$$;
create trigger products_keep_words after insert or update on public.products
  for each row execute function private.keep_product_words();

-- The ids of the lamps that have each word of a text as a part of their words; % and _ are letters. Null for no words.
create function private.find_products(typed text) returns uuid[]
language sql stable security definer set search_path = '' as $$
  select case when cardinality(t.patterns) > 0 then
    array(select w.product_id from private.product_words w where w.words like t.patterns[1]
      and w.words like coalesce(t.patterns[2], t.patterns[1]) and w.words like all (t.patterns)) end
  from (select array(select '%' || private.like_pattern(w) || '%' from regexp_split_to_table(private.fold_text(left(coalesce(find_products.typed, ''), 100)), '\s+') w
    where w <> '' order by length(w) desc) as patterns) t
$$;

-- The orders of the list below, beside the shop's own. There is none of the stock: it would make every sale write an index, so a page by
-- stock adds up the finishes of all lamps.
create index products_by_name on public.products (lower(name), id);
create index products_by_price on public.products (coalesce(from_amount, 0), id);
create index products_by_update on public.products (updated_at, id);

-- {"ids": of one page, in order, "previous", "next", "total": that match, "all": lamps there are}; see list_orders for pages. `sort` is
-- shop, name, price, stock or updated. `total` and `all` end at 10,001.
create function public.list_admin_products(most integer default 50, after jsonb default null, before jsonb default null, query text default '',
  category text default null, status text default null, sort text default 'shop') returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  size constant integer := least(greatest(list_admin_products.most, 1), 100);
  -- What the list is sorted by, and its type. The newest change comes first, of all others the least.
  sort_key constant text := case list_admin_products.sort when 'name' then 'lower(p.name)' when 'price' then 'coalesce(p.from_amount, 0)'
    when 'stock' then 'coalesce(s.stock, 0)' when 'updated' then 'p.updated_at' else 'p.position' end;
  sort_type constant text := case list_admin_products.sort when 'name' then 'text' when 'stock' then 'bigint' when 'updated' then 'timestamptz' else 'integer' end;
  stocks constant text := case when list_admin_products.sort = 'stock'
    then 'left join (select v.product_id, sum(v.stock) as stock from public.variants v group by v.product_id) s on s.product_id = p.id' else '' end;
  falls constant boolean := list_admin_products.sort = 'updated';
  rises constant boolean := falls = (list_admin_products.before is not null);
  found uuid[]; in_category uuid; places jsonb[]; page jsonb; everything integer; total integer;
begin
  perform private.demand_staff();
  found := private.find_products(list_admin_products.query);
  if list_admin_products.category is not null then
    -- A category that is not there has no lamps.
    in_category := coalesce((select c.id from public.categories c where c.slug = list_admin_products.category), '00000000-0000-0000-0000-000000000000');
  end if;
  execute format('select array(select jsonb_build_array(r.key, r.id) from (select %1$s as key, p.id from public.products p %2$s
      where ($1 is null or p.id = any ($1)) and ($2 is null or p.category_id = $2) and ($3 is null or p.status = $3)
        and ($4 is null or (%1$s, p.id) %3$s (($4 ->> 0)::%4$s, ($4 ->> 1)::uuid))
      order by %1$s %5$s, p.id %5$s limit $5 + 1) r order by r.key %6$s, r.id %6$s)',
    sort_key, stocks, case when rises then '>' else '<' end, sort_type, case when rises then 'asc' else 'desc' end, case when falls then 'desc' else 'asc' end)
    into places using found, in_category, list_admin_products.status, coalesce(list_admin_products.before, list_admin_products.after), size;
  if private.is_first_page(places, size, list_admin_products.before) then
    return public.list_admin_products(most, null, null, query, category, status, sort);
  end if;
  select count(*) into everything from (select from public.products p limit 10001) c;
  total := everything;
  if found is not null or in_category is not null or list_admin_products.status is not null then
    select count(*) into total from (select from public.products p where (found is null or p.id = any (found))
      and (in_category is null or p.category_id = in_category) and (list_admin_products.status is null or p.status = list_admin_products.status) limit 10001) c;
  end if;
  page := private.cut_page(places, size, list_admin_products.after, list_admin_products.before);
  return jsonb_build_object('previous', page -> 'previous', 'next', page -> 'next',
    'ids', (select coalesce(jsonb_agg(l.listed -> 1 order by l.number), '[]') from jsonb_array_elements(page -> 'places') with ordinality l (listed, number)),
    'all', everything, 'total', total);
end
$$;
grant execute on function public.list_admin_products to authenticated;
