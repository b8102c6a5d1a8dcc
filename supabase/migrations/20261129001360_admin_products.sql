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

-- {"ids": of one page, in order, "total": that match, "all": lamps there are}. `sort` is shop, name, price, stock or updated.
create function public.list_admin_products(first integer, most integer, query text default '', category text default null, status text default null,
  sort text default 'shop') returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  skipped constant integer := greatest(list_admin_products.first, 0);
  size constant integer := least(greatest(list_admin_products.most, 0), 100);
  found uuid[]; in_category uuid; ids uuid[];
begin
  perform private.demand_staff();
  found := private.find_products(list_admin_products.query);
  if list_admin_products.category is not null then
    -- A category that is not there has no lamps.
    in_category := coalesce((select c.id from public.categories c where c.slug = list_admin_products.category), '00000000-0000-0000-0000-000000000000');
  end if;
  if list_admin_products.sort = 'stock' then
    ids := array(select p.id from public.products p
      left join (select v.product_id, sum(v.stock) as stock from public.variants v group by v.product_id) s on s.product_id = p.id
      where (found is null or p.id = any (found)) and (in_category is null or p.category_id = in_category)
        and (list_admin_products.status is null or p.status = list_admin_products.status)
      order by coalesce(s.stock, 0), p.position, p.id limit size offset skipped);
  else
    ids := array(select p.id from public.products p
      where (found is null or p.id = any (found)) and (in_category is null or p.category_id = in_category)
        and (list_admin_products.status is null or p.status = list_admin_products.status)
      order by case when list_admin_products.sort = 'name' then lower(p.name) end, case when list_admin_products.sort = 'price' then coalesce(p.from_amount, 0) end,
        case when list_admin_products.sort = 'updated' then p.updated_at end desc nulls last, p.position, p.id limit size offset skipped);
  end if;
  return jsonb_build_object('ids', to_jsonb(ids), 'all', (select count(*) from public.products p), 'total', (
    select count(*) from public.products p where (found is null or p.id = any (found)) and (in_category is null or p.category_id = in_category)
      and (list_admin_products.status is null or p.status = list_admin_products.status)));
end
$$;
grant execute on function public.list_admin_products to authenticated;
