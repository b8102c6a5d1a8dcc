-- Facets: what shoppers narrow a list by. A value of a facet is a tsquery over the marks of private.fill_search, as a word of the
-- search is. A shop edits these rows; nothing is indexed again. Categories, collections and prices are added when somebody asks.

create table private.facet_values (
  facet text not null check (facet in ('room', 'finish', 'power', 'dimmable', 'socket', 'ip', 'height')),
  value text not null check (value ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  means tsquery not null check (numnode(means) > 0),
  -- what a colour looks like
  hex text check (hex ~ '^#[0-9a-f]{6}$'),
  position integer not null,
  primary key (facet, value)
);
alter table private.facet_values enable row level security, force row level security;

insert into private.facet_values (facet, value, name, means, hex, position)
select v.facet, v.value, v.name, v.means::tsquery, v.hex, row_number() over () from (values
  ('finish', 'white', 'White and cream', '_hue_white | _hue_cream', '#efe7d9'),
  ('finish', 'grey', 'Grey and silver', '_hue_grey | _hue_silver', '#8d8f8d'),
  ('finish', 'black', 'Black', '_hue_black', '#22211f'),
  ('finish', 'brass', 'Brass and gold', '#brass | _hue_gold', '#c6994c'),
  ('finish', 'wood', 'Wood', '#oak | #walnut | #ash | #beech | #birch | #pine', '#a47546'),
  ('finish', 'stone', 'Stone', '#travertine | #marble | #concrete | #cement | #slate', '#c9bca6'),
  ('finish', 'brown', 'Brown', '_hue_brown', '#6f4a2d'),
  ('finish', 'red', 'Red and orange', '_hue_red | _hue_orange', '#b9442a'),
  ('finish', 'pink', 'Pink', '_hue_pink', '#d9a79a'),
  ('finish', 'yellow', 'Yellow', '_hue_yellow', '#d9b45a'),
  ('finish', 'green', 'Green', '_hue_green', '#4f6b4a'),
  ('finish', 'blue', 'Blue', '_hue_blue | _hue_turquoise', '#3f5673'),
  ('power', 'plug', 'Plug', '_plug', null),
  ('power', 'rechargeable', 'Rechargeable', '_rechargeable', null),
  ('power', 'usb', 'USB-C', '_usb', null),
  ('power', 'ceiling', 'Ceiling outlet', '_ceiling', null),
  ('power', 'hardwired', 'Hardwired', '_hardwired', null),
  ('dimmable', 'yes', 'Dimmable', '_dimmable', null),
  ('socket', 'e27', 'E27', '_e27', null),
  ('socket', 'e14', 'E14', '_e14', null),
  ('socket', 'g9', 'G9', '_g9', null),
  ('socket', 'gu10', 'GU10', '_gu10', null),
  ('socket', 'built-in', 'Built-in LED', '_integrated', null),
  ('ip', 'ip20', 'IP20, dry rooms', 'ip20', null),
  ('ip', 'ip23', 'IP23, drizzle', 'ip23', null),
  ('ip', 'ip44', 'IP44, splashes', 'ip44', null),
  ('ip', 'ip54', 'IP54, rain', 'ip54', null),
  ('ip', 'ip65', 'IP65, jets of water', 'ip65', null),
  ('ip', 'ip67', 'IP67, under water', 'ip67', null),
  ('height', 'under-20', 'Under 20 cm', '_high_0', null),
  ('height', '20-40', '20 to 40 cm', '_high_20', null),
  ('height', '40-100', '40 to 100 cm', '_high_40', null),
  ('height', 'over-100', '100 cm and more', '_high_100', null)) v (facet, value, name, means, hex);

-- What a room means is a word of the search.
insert into private.facet_values (facet, value, name, means, position)
select 'room', v.value, v.name, w.means, v.place from (values
  ('living-room', 'Living room', 'living room', 1), ('dining-room', 'Dining room', 'dining room', 2), ('kitchen', 'Kitchen', 'kitchen', 3),
  ('bedroom', 'Bedroom', 'bedroom', 4), ('childrens-room', 'Children’s room', 'childrens room', 5), ('study', 'Study', 'study', 6),
  ('hallway', 'Hallway', 'hallway', 7), ('bathroom', 'Bathroom', 'bathroom', 8), ('outdoors', 'Outdoors', 'outdoors', 9)
) v (value, name, said, place) join private.search_words w on w.said = v.said;

-- Every value of every facet, in the order of `facetKeys` in shop/catalog/facet-keys.ts. A price is named by its bounds in minor
-- units, as 10000-20000 and 40000- ; `steps` are the bounds between them.
create function private.list_facet_values(steps integer[])
returns table (place integer, facet text, value text, name text, means tsquery, amounts int4range, hex text)
language sql stable security definer set search_path = '' as $$
  select row_number() over (order by v.part, v.position, v.value)::integer - 1, v.facet, v.value, v.name, v.means, v.amounts, v.hex from (
    select 1 as part, 'category' as facet, c.slug as value, c.name, quote_literal('_in_' || c.slug)::tsquery as means,
        null::int4range as amounts, null as hex, c.position from public.categories c
    union all
    select 2, 'collection', c.slug, c.name, quote_literal('_of_' || c.slug)::tsquery, null, c.hex, c.position from public.collections c
    union all
    select 5, 'price', concat(s.least, '-', s.most), '', null, int4range(s.least, s.most), null, s.place::integer from (
      select coalesce(lag(u.step) over (order by u.place), 0) as least, u.step as most, u.place
      from unnest(list_facet_values.steps[1:20] || null::integer) with ordinality u (step, place)) s
    union all
    select array_position(array['room', 'finish', '', 'power', 'dimmable', 'socket', 'ip', 'height'], f.facet) + 2,
        f.facet, f.value, f.name, f.means, null, f.hex, f.position from private.facet_values f) v
$$;

-- What the browser needs to narrow a list: the values, and of each lamp its slug, its price, its year and the places of its values; in
-- the shop's order. Null when more than `most` lamps are for sale, or more than 2,000.
create function public.facet_index(most integer, steps integer[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  with all_values as materialized (select v.* from private.list_facet_values(facet_index.steps) v)
  select case when (select count(*) from (select from public.products p where p.status = 'active' limit least(facet_index.most, 2000) + 1) c) <= least(facet_index.most, 2000)
  then jsonb_build_object(
    'values', (select jsonb_agg(jsonb_build_object('facet', v.facet, 'value', v.value, 'name', v.name, 'hex', v.hex, 'least', lower(v.amounts), 'most', upper(v.amounts)) order by v.place) from all_values v),
    'lamps', (select coalesce(jsonb_agg(jsonb_build_object('slug', p.slug, 'amount', coalesce(p.from_amount, 0), 'year', p.year, 'values', (
        select coalesce(jsonb_agg(v.place order by v.place), '[]') from all_values v where case when v.means is null then v.amounts @> p.from_amount else p.search @@ v.means end)) order by p.position, p.id), '[]')
      from public.products p where p.status = 'active')) end
$$;
grant execute on function public.facet_index to anon, authenticated;

-- The lamps that have, of each facet in `chosen` ({"room": ["bedroom", "study"]}), one of the chosen values; unknown ones are as if nobody
-- had chosen them. `slugs` are the only lamps to look at, at most 100, in the order to keep, or null for all. The answer has one page of slugs, the
-- count of all pages, and every value with its count: of the lamps that would be there if nothing else of its own facet was chosen.
-- The counts are null when more than 5,000 lamps are for sale: each value would be counted over all of them.
create function public.find_lamps(chosen jsonb, steps integer[], slugs text[] default null, sort text default null, page integer default 1, size integer default 36)
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  most constant integer := least(greatest(coalesce(find_lamps.size, 36), 1), 100);
  before constant bigint := (greatest(coalesce(find_lamps.page, 1), 1) - 1)::bigint * most;
  -- search_products finds 48 at most.
  among constant text[] := find_lamps.slugs[1:100];
  wanted tsquery; amounts int4range[]; one record; answer jsonb; is_small boolean;
begin
  -- All facets but the price are one condition, which the index of the search answers.
  for one in
    select v.facet, string_agg('(' || v.means::text || ')', ' | ')::tsquery as means, array_agg(v.amounts) filter (where v.means is null) as amounts
    from private.list_facet_values(find_lamps.steps) v where jsonb_exists(find_lamps.chosen -> v.facet, v.value) group by v.facet
  loop
    wanted := coalesce(wanted && one.means, one.means, wanted);
    amounts := coalesce(one.amounts, amounts);
  end loop;
  -- Two questions: the count needs no lamp to be sorted, and a page in the shop's order is read from its index. A scan of the table would
  -- unpack the marks of each lamp, which the index of the search has.
  select jsonb_build_object(
    'count', (select count(*) from public.products p
      where p.status = 'active' and (wanted is null or p.search @@ wanted) and (among is null or p.slug = any (among))
        and (amounts is null or exists (select from unnest(amounts) a (bounds) where a.bounds @> p.from_amount))),
    'slugs', to_jsonb(array(select p.slug from public.products p
      where p.status = 'active' and (wanted is null or p.search @@ wanted) and (among is null or p.slug = any (among))
        and (amounts is null or exists (select from unnest(amounts) a (bounds) where a.bounds @> p.from_amount))
      order by case find_lamps.sort when 'price-up' then p.from_amount when 'price-down' then -p.from_amount when 'newest' then -p.year end,
        case when among is not null then array_position(among, p.slug) end, p.position, p.id
      limit most offset before))) into answer;

  is_small := among is not null or (select count(*) from (select from public.products p where p.status = 'active' limit 5001) c) <= 5000;
  return answer || (
    with all_values as materialized (select v.*, coalesce(jsonb_exists(find_lamps.chosen -> v.facet, v.value), false) as is_chosen from private.list_facet_values(find_lamps.steps) v),
    facets as materialized (select distinct v.facet from all_values v where v.is_chosen),
    counts as materialized (
      select v.place, count(*) as lamps from (
          -- Adding nothing unpacks the marks, once for all values; "offset 0" keeps that from being done again for each.
          select p.search || '' as search, p.from_amount from public.products p
            where is_small and p.status = 'active' and (among is null or p.slug = any (among)) offset 0) l,
        lateral (select array(select f.facet from facets f where not exists (select from all_values v
          where v.facet = f.facet and v.is_chosen and case when v.means is null then v.amounts @> l.from_amount else l.search @@ v.means end)) as facets offset 0) missed,
        lateral (select v.place from all_values v where missed.facets <@ array[v.facet]
          and case when v.means is null then v.amounts @> l.from_amount else l.search @@ v.means end offset 0) v
      group by v.place)
    select jsonb_build_object('values', jsonb_agg(jsonb_build_object('facet', v.facet, 'value', v.value, 'name', v.name, 'hex', v.hex, 'least', lower(v.amounts), 'most', upper(v.amounts),
      'count', case when is_small then coalesce(c.lamps, 0) end) order by v.place)) from all_values v left join counts c on c.place = v.place);
end
$$;
grant execute on function public.find_lamps to anon, authenticated;

-- Lamps to show beside one: {"kind": slugs of up to two of its category, those of its collection first, "with": slugs of up to two of
-- other categories, the best of each, which share finishes with it, or its collection}. It looks at the first lamps of each category.
create function public.related_products(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  with lamp as materialized (select p.* from public.products p where p.slug = related_products.slug and p.status = 'active'),
  kind as (
    select distinct on (o.id) o.slug, o.position, o.id, o.closeness from (
      (select p.slug, p.position, p.id, 1 as closeness from lamp l join public.products p on p.category_id = l.category_id and p.collection_id = l.collection_id and p.status = 'active'
        order by p.position, p.id limit 3)
      union all
      (select p.slug, p.position, p.id, 0 from lamp l join public.products p on p.category_id = l.category_id and p.status = 'active' order by p.position, p.id limit 5)
    ) o where o.slug <> related_products.slug order by o.id, o.closeness desc
  ),
  -- Only the finishes of this lamp.
  finishes as materialized (select f.means from lamp l join private.facet_values f on f.facet = 'finish' and l.search @@ f.means),
  others as (
    select o.slug, o.position, o.id, c.id as category_id, (select count(*) from finishes f where o.search @@ f.means) + 2 * (o.collection_id = l.collection_id)::integer as closeness
    from lamp l join public.categories c on c.id <> l.category_id cross join lateral (
      (select p.* from public.products p where p.category_id = c.id and p.collection_id = l.collection_id and p.status = 'active' order by p.position, p.id limit 6)
      union
      (select p.* from public.products p where p.category_id = c.id and p.status = 'active' order by p.position, p.id limit 12)) o
  ),
  best as (select distinct on (o.category_id) o.* from others o where o.closeness > 0 order by o.category_id, o.closeness desc, o.position, o.id)
  select jsonb_build_object(
    'kind', (select coalesce(jsonb_agg(k.slug order by k.closeness desc, k.position, k.id), '[]') from (select * from kind order by closeness desc, position, id limit 2) k),
    'with', (select coalesce(jsonb_agg(b.slug order by b.closeness desc, b.position, b.id), '[]') from (select * from best order by closeness desc, position, id limit 2) b))
$$;
grant execute on function public.related_products to anon, authenticated;
