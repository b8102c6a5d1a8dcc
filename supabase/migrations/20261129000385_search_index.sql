-- What the browser searches while the catalogue is small: the words with a meaning, and of each lamp its words and facts. The signs of
-- the `search` columns are left out where the browser can make them again: components/catalog/search/entries.ts.

-- The words of a text vector with their weights: `porch:A brass:BD2`; a number says how often a weight follows.
create function private.spell_vector(vector tsvector) returns text
language sql immutable set search_path = '' as $$
  select coalesce(string_agg(t.lexeme || ':' || (
    select string_agg(w.weight || case when w.times > 1 then w.times::text else '' end, '' order by w.weight)
    from (select u.weight, count(*) as times from unnest(t.weights) u (weight) group by 1) w), ' ' order by t.lexeme), '')
  from unnest(spell_vector.vector) t where t.weights is not null
$$;

-- The index; null when more than `most` lamps are for sale, or more than 1,000: an answer is as long as the catalogue, and anybody may ask.
create function public.search_index(most integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select case when (select count(*) from (select from public.products p where p.status = 'active' limit least(search_index.most, 1000) + 1) c) <= least(search_index.most, 1000) then jsonb_build_object(
    'words', (select jsonb_agg(jsonb_build_array(w.said, w.theme, w.means::text, w.near::text) order by w.said) from private.search_words w),
    'lexicon', (select jsonb_agg(l.word order by l.word) from private.search_lexicon l),
    'categories', (select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name) order by c.position), '[]') from public.categories c),
    'collections', (select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name) order by c.position), '[]') from public.collections c),
    'lamps', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'text', private.spell_vector(p.search),
        'marks', (select string_agg(substr(t.lexeme, 2), ' ' order by t.lexeme) from unnest(p.search) t where t.lexeme ^@ '_' and not t.lexeme ^@ '_hue_'),
        'hues', (select jsonb_object_agg(v.slug, (select string_agg(substr(t.lexeme, 6), ' ' order by t.lexeme) from unnest(v.search) t where t.lexeme ^@ '_hue_'))
          from public.variants v where v.product_id = p.id)) order by p.position, p.id), '[]')
      from public.products p where p.status = 'active')) end
$$;
grant execute on function public.search_index to anon, authenticated;
