-- Search: one engine for the search page, its box and the assistant. A product's and a finish's `search` column has
--   word            every word of its texts, with weights: A name, B finishes, tags, materials, category and collection, C facts, D prose
--   ^word =a name   the words of the name, and the name as a whole
--   +word #word     the words of A and B; the words of the finishes' names
--   _mark           facts: _dimmable, _wet, _in_<category>, _of_<collection>, _tag_<tag>, _hue_<colour>, _lm_<hundreds of lumens>, …
-- The signs are lexemes because GIN indexes hold no weights. private.search_words says which words mean which facts.

create extension if not exists unaccent with schema extensions;

-- English stems without stop words: "a" may begin a name.
create text search dictionary private.stem (template = pg_catalog.snowball, language = english);
create text search configuration private.words (copy = pg_catalog.simple);
alter text search configuration private.words
  alter mapping for asciiword, word, numword, asciihword, hword, hword_asciipart, hword_part with private.stem;

-- Lower case, without accents and punctuation, one spelling for a code or a measure: `Crème, E 27` becomes `creme e27`.
create function private.plain_words(text text) returns text
language sql stable set search_path = '' as $$
  select trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    lower(extensions.unaccent('extensions.unaccent', normalize(plain_words.text, nfkc))),
    '[''’‘`´]', '', 'g'),
    '[^[:alnum:]]+', ' ', 'g'),
    '([0-9]) ?lumens?\M', '\1lm', 'g'),
    '\m([0-9]+) ?(k|lm|w)(?:elvins?|atts?)?\M', '\1\2', 'g'),
    '\m(e|g|gu|b|ip) ([0-9]+)\M', '\1\2', 'g'))
$$;
create function private.stem_words(words text) returns text
language sql immutable set search_path = '' as $$
  select coalesce(string_agg(coalesce((pg_catalog.ts_lexize('private.stem', w.word))[1], w.word), ' ' order by w.place), '')
  from regexp_split_to_table(stem_words.words, ' ') with ordinality as w (word, place)
$$;
-- The words of a plain text, as they are and as stems.
create function private.text_vector(words text) returns tsvector
language sql immutable set search_path = '' as $$
  select to_tsvector('private.words', text_vector.words) || to_tsvector('pg_catalog.simple', text_vector.words)
$$;
create function private.sign_words(sign text, words text) returns tsvector
language sql immutable set search_path = '' as $$
  select array_to_tsvector(array(select sign_words.sign || t.lexeme from unnest(private.text_vector(sign_words.words)) t))
$$;

-- What shoppers say, and the facts that it means: a tsquery of marks. Later migrations and shops may add rows; nothing is indexed again.
create table private.search_words (
  said text collate "C" primary key,
  stems text collate "C" not null generated always as (private.stem_words(said)) stored,
  theme text not null check (theme in ('noise', 'colour', 'material', 'light', 'socket', 'use', 'room', 'protection', 'power', 'kind')),
  -- empty for noise: words that say nothing about one lamp, such as "lamp"
  means tsquery not null check ((theme = 'noise') = (numnode(means) = 0)),
  -- what is nearest when no lamp has it: warmer light for cold light
  near tsquery
);
create index search_words_stems on private.search_words (stems);

-- The colours that people name, as ranges of hue in degrees (from one to below the other, may pass 360), saturation and lightness.
create table private.search_hues (
  name text not null,
  hue int4range not null,
  saturation numrange not null,
  lightness numrange not null
);

-- Every word that a misspelt one may stand for. `deletes` has the word itself and the word less one letter: two words that
-- share one differ by a letter or by two swapped ones (https://github.com/wolfgarbe/SymSpell).
create table private.search_lexicon (
  word text collate "C" primary key,
  deletes text[] not null
);
create index search_lexicon_deletes on private.search_lexicon using gin (deletes);
create index search_lexicon_trigrams on private.search_lexicon using gin (word extensions.gin_trgm_ops);

alter table private.search_words enable row level security, force row level security;
alter table private.search_hues enable row level security, force row level security;
alter table private.search_lexicon enable row level security, force row level security;

create function private.deletes_of(word text) returns text[]
language sql immutable set search_path = '' as $$
  select array(select distinct overlay(deletes_of.word placing '' from n for 1)
    from generate_series(1, length(deletes_of.word)) n) || deletes_of.word
$$;
create function private.learn_words(words text) returns void
language sql security definer set search_path = '' as $$
  insert into private.search_lexicon (word, deletes)
    select w.word, private.deletes_of(w.word) from (select distinct regexp_split_to_table(learn_words.words, ' ') as word) w
    where length(w.word) between 3 and 30 and w.word !~ '[0-9]' and not exists (select from private.search_lexicon l where l.word = w.word)
    order by w.word on conflict do nothing
$$;
create function private.learn_search_word() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.learn_words(new.said); return null;
end
$$;
create trigger search_words_learned after insert or update on private.search_words
  for each row execute function private.learn_search_word();

-- The names of a colour such as #7f8b70: green, grey (https://www.w3.org/TR/css-color-4/#rgb-to-hsl).
create function private.hues_of(hex text) returns text[]
language sql stable security definer set search_path = '' as $$
  with rgb as (
    select get_byte(b, 0) / 255.0 as r, get_byte(b, 1) / 255.0 as g, get_byte(b, 2) / 255.0 as b from decode(substr(hex, 2), 'hex') as d (b)
  ), most as (
    select *, greatest(r, g, b) as high, greatest(r, g, b) - least(r, g, b) as spread, (greatest(r, g, b) + least(r, g, b)) / 2 as lightness from rgb
  ), hsl as (
    select lightness, case when spread = 0 then 0 else spread / (1 - abs(2 * lightness - 1)) end as saturation,
      floor(60 * case when spread = 0 then 0 when high = r then mod((g - b) / spread + 6, 6)
        when high = g then (b - r) / spread + 2 else (r - g) / spread + 4 end)::integer as hue
    from most
  )
  select array(select distinct h.name from hsl, private.search_hues h
    where (h.hue @> hsl.hue or h.hue @> hsl.hue + 360) and h.saturation @> hsl.saturation and h.lightness @> hsl.lightness)
$$;

-- The facts of a lamp's light as marks. Water: the second digit of IP (IEC 60529); warm, neutral, cold: EN 12464-1.
create function private.light_marks(light jsonb) returns text[]
language sql immutable set search_path = '' as $$
  select array_remove(array[
    case light ->> 'dimmable' when 'true' then '_dimmable' when 'false' then '_undimmable' end,
    case when light ->> 'ip' ~* '^ip[0-9x][4-9]' then '_wet' end,
    case when light ->> 'ip' ~* '^ip[0-9x][5-9]' then '_jet' end,
    case when kelvin <= 2400 then '_candle' end,
    case when kelvin < 3300 then '_warm' when kelvin <= 5300 then '_neutral' when kelvin > 5300 then '_cold' end,
    case when lumens <= 250 then '_soft' when lumens < 700 then '_medium' when lumens >= 700 then '_bright' end,
    '_lm_' || floor(lumens / 100),
    case when light ->> 'source' ~* '\mled' and light ->> 'source' !~* 'not included' then '_led' end,
    case when light ->> 'source' ~* 'integrated' then '_integrated' else '_' || lower(substring(light ->> 'source' from '(?i)\m[a-z]{1,2}[0-9]{1,2}\M')) end,
    case when light ->> 'power' ~* 'rechargeable|battery' then '_rechargeable' end,
    case when light ->> 'power' ~* 'plug-in|adapter' then '_plug' end,
    case when light ->> 'power' ~* 'hardwired' then '_hardwired' end,
    case when light ->> 'power' ~* 'ceiling' then '_ceiling' end,
    case when light ->> 'power' ~* 'usb' then '_usb' end,
    case when light ->> 'control' ~* '\m(touch|tap)\M' then '_touch' end,
    case when light ->> 'control' ~* '\m(motion|sensor)\M' then '_sensor' end
  ], null)
  from (select case when jsonb_typeof(light -> 'kelvin') = 'number' then (light ->> 'kelvin')::numeric end as kelvin,
    case when jsonb_typeof(light -> 'lumens') = 'number' then (light ->> 'lumens')::numeric end as lumens) numbers
$$;

-- How high a lamp is, in steps: _high_0, _high_20, _high_40 and _high_100 (centimetres and more).
create function private.height_mark(dimensions jsonb) returns text
language sql immutable set search_path = '' as $$
  select case when height < 200 then '_high_0' when height < 400 then '_high_20' when height < 1000 then '_high_40' when height >= 1000 then '_high_100' end
  from (select case when jsonb_typeof(dimensions -> 'height') = 'number' then (dimensions ->> 'height')::numeric end as height) numbers
$$;

create function private.fill_finish_search() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.search := private.text_vector(private.plain_words(new.name)) || private.sign_words('#', private.plain_words(new.name)) ||
    array_to_tsvector(array(select '_hue_' || h from unnest(private.hues_of(new.hex)) h));
  return new;
end
$$;
create trigger variants_fill_search before insert or update of name, hex on public.variants
  for each row execute function private.fill_finish_search();

create function private.fill_search() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  -- Also as one word: Pocket Moon is Pocketmoon.
  -- A missing name is refused by the column, after this trigger.
  whole text := private.plain_words(coalesce(new.name, ''));
  name text := concat_ws(' ', whole, nullif(replace(whole, ' ', ''), whole));
  finishes text; hues text[]; category public.categories; collection public.collections; strong text;
begin
  select c.* into category from public.categories c where c.id = new.category_id;
  select c.* into collection from public.collections c where c.id = new.collection_id;
  select string_agg(v.name, ' '), min(v.price_amount) into finishes, new.from_amount from public.variants v where v.product_id = new.id;
  hues := array(select distinct l.lexeme from public.variants v, unnest(v.search) l where v.product_id = new.id and l.lexeme ^@ '_hue_');
  strong := private.plain_words(concat_ws(' ', finishes, array_to_string(new.tags, ' '), array_to_string(new.materials, ' '), category.name, collection.name));
  new.search :=
    setweight(private.text_vector(name), 'A') || setweight(private.text_vector(strong), 'B') ||
    setweight(private.text_vector(private.plain_words(concat_ws(' ', new.light ->> 'source', new.light ->> 'control', new.light ->> 'power',
      new.light ->> 'ip', new.light ->> 'kelvin' || 'k', new.light ->> 'lumens' || 'lm', new.light ->> 'watts' || 'w', new.year))), 'C') ||
    setweight(to_tsvector('private.words', private.plain_words(left(concat_ws(' ', new.tagline, new.description), 20000))), 'D') ||
    private.sign_words('^', name) || array_to_tsvector(array['=' || whole]) ||
    private.sign_words('+', name || ' ' || strong) || private.sign_words('#', private.plain_words(coalesce(finishes, ''))) ||
    array_to_tsvector(array_remove(array['_in_' || category.slug, '_of_' || collection.slug, private.height_mark(new.dimensions)] || hues ||
      private.light_marks(new.light) ||
      array(select '_tag_' || replace(private.plain_words(t), ' ', '_') from unnest(new.tags) t), null));
  perform private.learn_words(name || ' ' || strong);
  new.updated_at := now();
  return new;
end
$$;
create trigger products_fill_search before insert or update on public.products
  for each row execute function private.fill_search();

create function private.touch_product() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.products set updated_at = now() where id = coalesce(new.product_id, old.product_id);
  return null;
end
$$;
create trigger variants_touch_product after insert or delete or update of name, hex, sku, price_amount on public.variants
  for each row execute function private.touch_product();

-- Products are found by the names of their category and collection. An update that changes neither locks no product. It locks all
-- of them before it learns a word: an edit of a product that learns the same word has its product first, too.
create function private.touch_members() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.products p where p.category_id = new.id or p.collection_id = new.id order by p.id for no key update;
  update public.products set updated_at = now() where category_id = new.id or collection_id = new.id;
  return null;
end
$$;
create trigger categories_touch_products after update of slug, name on public.categories
  for each row when (old.slug <> new.slug or old.name <> new.name) execute function private.touch_members();
create trigger collections_touch_products after update of slug, name on public.collections
  for each row when (old.slug <> new.slug or old.name <> new.name) execute function private.touch_members();
