-- Answers a search: what was asked, or something near; the best first.

-- At most 120 lamps that match, in the shop's order; those that many lamps match are read in that order until there are enough.
create function private.search_candidates(asked tsquery, least_amount integer, most_amount integer) returns setof uuid
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
begin
  if asked is null or (select count(*) from (select from public.products p where p.search @@ asked limit 2001) c) > 2000 then
    return query select p.id from public.products p
      where (asked is null or p.search @@ asked) and p.status = 'active'
        and (least_amount is null or p.from_amount >= least_amount) and (most_amount is null or p.from_amount <= most_amount)
      order by p.position, p.id limit 120;
  else
    return query with found as materialized (
      select p.id, p.position from public.products p where p.search @@ asked and p.status = 'active'
        and (least_amount is null or p.from_amount >= least_amount) and (most_amount is null or p.from_amount <= most_amount))
      select f.id from found f order by f.position, f.id limit 120;
  end if;
end
$$;

-- The order in which parts are given up when nothing matches all of them: the last ones say most about what somebody needs.
create function private.worth_of(part private.search_part) returns integer
language sql stable security definer set search_path = '' as $$
  select case when part.theme = 'text' and private.is_found(part.named) then 20 else
    array_position(array['text', 'colour', 'material', 'light', 'socket', 'use', 'room', 'protection', 'power', 'kind'], part.theme) end
$$;

create function private.join_near(near tsquery, more tsquery) returns tsquery
language sql immutable set search_path = '' as $$
  select coalesce(join_near.near || join_near.more, join_near.near, join_near.more)
$$;
create function private.join_parts(parts private.search_part[]) returns private.search_part
language plpgsql immutable set search_path = '' as $$
declare part private.search_part; joined private.search_part;
begin
  foreach part in array parts loop
    joined.anywhere := case when joined.anywhere is null then part.anywhere else joined.anywhere && part.anywhere end;
    joined.prominent := case when joined.prominent is null then part.prominent else joined.prominent && part.prominent end;
    joined.named := case when joined.named is null then part.named when part.named is null then joined.named else joined.named || part.named end;
  end loop;
  return joined;
end
$$;

-- Finds lamps that are for sale by a code (SKU) or by its beginning. Codes sort as bytes, so that any collation can use the index.
create function private.find_sku(code text, most integer) returns jsonb
language sql stable security definer set search_path = '' set enable_seqscan = off as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', h.slug, 'finish', h.finish) order by h.position, h.slug), '[]') from (
    select f.slug, min(f.finish) as finish, min(f.position) as position from (
      select p.slug, null as finish, p.position from public.products p
        where upper(p.sku) ~>=~ find_sku.code and upper(p.sku) ~<~ (find_sku.code || '~') and p.status = 'active'
      union all
      -- The code of one finish chooses it; the beginning of several codes chooses none.
      select p.slug, case when upper(v.sku) = find_sku.code then v.slug end, p.position
        from public.variants v join public.products p on p.id = v.product_id
        where upper(v.sku) ~>=~ find_sku.code and upper(v.sku) ~<~ (find_sku.code || '~') and p.status = 'active'
      limit 400) f
    group by f.slug order by 3, 1 limit find_sku.most) h
$$;

-- Ranks the candidates, the best first, each with the finish that the words are about (if any).
create function private.rank_products(ids uuid[], parts private.search_part[], whole text, most integer, most_amount integer, by_price boolean)
returns jsonb
language sql stable security definer set search_path = '' as $$
  with asked as (select p.* from unnest(rank_products.parts) p),
  joined as (select j.*, private.any_of(array['=' || rank_products.whole]) as exact,
      -- A word with a meaning is no beginning of a name: LED is not Ledger.
      private.any_of(array['=' || rank_products.whole || case when exists (select from asked where theme = 'text') then '' else ' ' end], ':*') as begun
    from private.join_parts(rank_products.parts) j),
  -- Concatenated, so that each text is unpacked once and not for every comparison.
  found as materialized (select p.id, p.slug, p.position, p.from_amount, p.search || ''::tsvector as search
    from public.products p where p.id = any (rank_products.ids)),
  ranked as (
    select p.id, p.slug, row_number() over (order by case when by_price then p.from_amount end, (
        8 * (p.search @@ j.exact)::integer + 3 * (p.search @@ j.begun)::integer + coalesce((p.search @@ j.prominent)::integer, 0)
        + coalesce((select 2.0 * count(*) filter (where p.search @@ a.named) / nullif(count(*), 0)
            + sum(ts_rank('{0.05, 0.1, 0.5, 1}', p.search, a.anywhere)) / nullif(count(*), 0) from asked a), 0)) desc, p.position, p.id) as place
    from found p, joined j order by place limit rank_products.most)
  select coalesce(jsonb_agg(jsonb_build_object('slug', r.slug, 'finish', f.slug) order by r.place), '[]')
  from ranked r left join lateral (
    select v.slug from public.variants v, lateral (select count(*) as parts from asked a where v.search @@ a.anywhere) said
    where v.product_id = r.id and said.parts > 0
    order by said.parts desc, (rank_products.most_amount is null or v.price_amount <= rank_products.most_amount) desc, v.stock > 0 desc, v.position, v.slug
    limit 1) f on true
$$;

-- The categories and collections that a search is about, at most three.
create function private.find_places(parts private.search_part[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  with places as (
    select 'category' as kind, slug, name, position, private.any_of(array['_in_' || slug]) as mark from public.categories
    union all select 'collection', slug, name, position, private.any_of(array['_of_' || slug]) from public.collections
  ), meant as materialized (
    select c.kind, c.slug, c.name, c.position, c.mark, min(case when p.anywhere @> c.mark then 1 else 2 end) as rank
    from places c join unnest(find_places.parts) p on p.anywhere @> c.mark
      or length(p.said) > 1 and ' ' || private.plain_words(c.name) like '% ' || p.said || '%'
    group by c.kind, c.slug, c.name, c.position, c.mark
  ), shown as (
    select m.* from meant m where private.is_found(m.mark) order by m.rank, m.kind, m.position limit 3
  )
  select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'slug', s.slug, 'name', s.name) order by s.rank, s.kind, s.position), '[]')
  from shown s
$$;

-- Searches lamps that are for sale. `least_amount` and `most_amount` are prices in minor units. Answers
--   hits       [{slug, finish}], the best first, at most `most` and 48; finish is the one that the words are about, or null
--   more       whether more lamps match
--   dropped    the words that were given up because no lamp matched everything; the hits are then something near
--   dearer     true when nothing costs what was asked: the hits cost something else
--   corrected  {misspelt: known}
--   places     [{kind: category|collection, slug, name}], at most three
create function public.search_products(query text, most integer default 48, least_amount integer default null, most_amount integer default null)
returns jsonb
language plpgsql stable security definer set search_path = '' set enable_seqscan = off as $$
declare
  size constant integer := greatest(1, least(coalesce(most, 48), 48));
  code constant text := upper(trim(left(coalesce(query, ''), 40)));
  words text[] := coalesce(string_to_array(nullif(private.plain_words(left(coalesce(query, ''), 100)), ''), ' '), '{}');
  parts private.search_part[]; part private.search_part; rest private.search_part[]; joined private.search_part;
  dropped text[] := '{}'; corrected jsonb := '{}'; dearer boolean := false; better text; hits jsonb; ids uuid[]; near tsquery; whole boolean;
begin
  words := words[:16];
  if code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*-?$' and code ~ '[0-9-]' and length(code) >= 4 then
    hits := private.find_sku(code, size + 1);
  end if;
  if coalesce(hits, '[]') = '[]' then
    parts := array(select p from private.read_search(words) p);
    -- Words that most lamps have cost milliseconds each time they are looked for.
    whole := private.is_found((private.join_parts(parts)).anywhere);
    if not whole then
      foreach part in array parts loop
        continue when part.theme <> 'text' or private.is_found(part.anywhere);
        better := private.correct_word(part.said);
        continue when better is null;
        words[part.place] := better;
        corrected := corrected || jsonb_build_object(part.said, better);
      end loop;
      if corrected <> '{}' then parts := array(select p from private.read_search(words) p); end if;
      -- Words that no lamp has are given up first, then the price, then what says least.
      foreach part in array parts loop
        continue when private.is_found(part.anywhere);
        dropped := dropped || part.said;
        parts := array_remove(parts, part);
        near := private.join_near(near, coalesce(part.near, private.any_of(array(select '^' || l.known from private.words_like(part.said) l
          where part.theme = 'text' and private.is_found(private.any_of(array['^' || l.known])) limit 3))));
      end loop;
      -- Each of them was found.
      whole := cardinality(parts) = 1;
    end if;
    loop
      joined := private.join_parts(parts);
      exit when cardinality(parts) = 0 or whole and least_amount is null and most_amount is null
        or private.is_found(joined.anywhere, least_amount, most_amount);
      if (least_amount is not null or most_amount is not null) and (whole or private.is_found(joined.anywhere)) then
        dearer := true;
        exit;
      end if;
      parts := array(select p from unnest(parts) p order by private.worth_of(p), p.place desc);
      rest := parts[2:];
      for n in 1..cardinality(parts) loop
        if cardinality(parts) > 1 and private.is_found((private.join_parts(parts[:n - 1] || parts[n + 1:])).anywhere, least_amount, most_amount) then
          rest := parts[:n - 1] || parts[n + 1:];
          exit;
        end if;
      end loop;
      dropped := dropped || array(select p.said from unnest(parts) p where p <> all (rest));
      parts := rest;
    end loop;

    if cardinality(parts) > 0 then
      if dearer then
        ids := array(select private.search_candidates(joined.anywhere, null, null));
      else
        ids := array(select private.search_candidates(joined.anywhere && joined.named, least_amount, most_amount) where joined.named is not null);
        if cardinality(ids) <= size then ids := ids || array(select private.search_candidates(joined.prominent, least_amount, most_amount)); end if;
        if cardinality(ids) <= size then ids := ids || array(select private.search_candidates(joined.anywhere, least_amount, most_amount)); end if;
      end if;
    elsif cardinality(dropped) > 0 then
      ids := array(select private.search_candidates(near, least_amount, most_amount) where near is not null);
    elsif cardinality(words) > 0 or least_amount is not null or most_amount is not null then
      -- Nothing but noise: every lamp, in the shop's order.
      ids := array(select private.search_candidates(null, least_amount, most_amount));
    end if;
    hits := private.rank_products(coalesce(ids, '{}'), parts, array_to_string(words, ' '), size + 1, most_amount, dearer);
  end if;
  return jsonb_build_object('hits', hits - size, 'more', jsonb_array_length(hits) > size, 'dropped', to_jsonb(dropped), 'dearer', dearer,
    'corrected', corrected, 'places', private.find_places(coalesce(parts, '{}')));
end
$$;
grant execute on function public.search_products to anon, authenticated;
