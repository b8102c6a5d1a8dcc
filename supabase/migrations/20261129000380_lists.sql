-- Lists of lamps that are for sale, in pages, and lamps that go together. The API gives 1,000 rows at most, so these functions answer
-- one JSON each. They read their indexes in the shop's order, and of the lamps that they do not answer no more than the index.

create index products_for_sale on public.products (position, id) where status = 'active';
create index products_of_category on public.products (category_id, position, id) where status = 'active';
create index products_of_collection on public.products (collection_id, position, id) where status = 'active';
create index products_of_both on public.products (category_id, collection_id, position, id) where status = 'active';

-- One page of all lamps, of a category or of a collection: {"slugs": in the shop's order, "count": of all pages}. `size` is at most 5,000.
create function public.list_products(category text default null, collection text default null, page integer default 1, size integer default 36)
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  in_category uuid; of_collection uuid;
  most constant integer := least(greatest(coalesce(list_products.size, 36), 1), 5000);
  before constant bigint := (greatest(coalesce(list_products.page, 1), 1) - 1)::bigint * most;
  amount bigint; from_end boolean;
begin
  if list_products.category is not null then
    select c.id into in_category from public.categories c where c.slug = list_products.category;
    if in_category is null then return '{"slugs": [], "count": 0}'; end if;
  end if;
  if list_products.collection is not null then
    select c.id into of_collection from public.collections c where c.slug = list_products.collection;
    if of_collection is null then return '{"slugs": [], "count": 0}'; end if;
  end if;
  select count(*) into amount from public.products p
    where p.status = 'active' and (in_category is null or p.category_id = in_category) and (of_collection is null or p.collection_id = of_collection);
  -- A page passes the lamps before it in the index, so one of the second half is read from the end.
  from_end := before > amount / 2;
  return jsonb_build_object('count', amount, 'slugs', (
    select coalesce(jsonb_agg(p.slug order by l.position, l.id), '[]') from (
      (select p.id, p.position from public.products p
        where not from_end and p.status = 'active' and (in_category is null or p.category_id = in_category) and (of_collection is null or p.collection_id = of_collection)
        order by p.position, p.id limit most offset before)
      union all
      (select p.id, p.position from public.products p
        where from_end and p.status = 'active' and (in_category is null or p.category_id = in_category) and (of_collection is null or p.collection_id = of_collection)
        order by p.position desc, p.id desc limit least(most, greatest(amount - before, 0)) offset greatest(amount - before - most, 0))
    ) l join public.products p on p.id = l.id));
end
$$;
grant execute on function public.list_products to anon, authenticated;
