-- Reads a search: words with a meaning, words of the texts, slips of the pen. private.search_words and the `search` columns: see the
-- file before; the answer: see the file after.

-- One part of a search: a word of the lamps' texts, or words with a meaning.
create type private.search_part as (
  place integer,       -- of its first word
  said text,
  theme text,          -- that of private.search_words, or 'text'
  anywhere tsquery,    -- finds it in any text
  prominent tsquery,   -- finds it in names, finishes, tags, materials, category and collection, or as a fact
  named tsquery,       -- finds it in the name
  near tsquery         -- finds what is nearest to it
);

-- A tsquery of lexemes, any of which may be there. Words consist of letters and digits, so nothing in them has a meaning.
create function private.any_of(lexemes text[], suffix text default '') returns tsquery
language sql immutable set search_path = '' as $$
  select string_agg('''' || l || '''' || any_of.suffix, ' | ')::tsquery from unnest(any_of.lexemes) l
$$;

create function private.any_form(word text, stem text, sign text, suffix text) returns tsquery
language sql immutable set search_path = '' as $$
  select case when any_form.stem = any_form.word then w else w || private.any_of(array[any_form.sign || any_form.stem]) end
  from private.any_of(array[any_form.sign || any_form.word], any_form.suffix) w
$$;

-- A word of the texts. The last word may be unfinished: it then also means the longer words that begin with it.
create function private.read_word(place integer, word text, unfinished boolean) returns private.search_part
language plpgsql stable security definer set search_path = '' as $$
declare
  stem constant text := private.stem_words(word);
  suffix constant text := case when unfinished then ':*' else '' end;
  part private.search_part;
  begun tsquery;
begin
  if word ~ '^[0-9]{1,5}lm$' then
    -- An amount of light is met by lamps with 85 to 130 percent of it.
    part := row(place, word, 'light', null, (select private.any_of(array_agg('_lm_' || n)) from generate_series(
      floor(left(word, -2)::numeric * 0.0085)::integer, floor(left(word, -2)::numeric * 0.013)::integer) n), null, null);
    part.anywhere := part.prominent;
    return part;
  end if;
  part := row(place, word, 'text', private.any_form(word, stem, '', suffix), private.any_form(word, stem, '+', suffix),
    private.any_form(word, stem, '^', suffix), null);
  if unfinished and length(word) < 3 then
    part.prominent := part.named || private.any_of(array['#' || word], ':*');
    part.anywhere := part.prominent;
  elsif unfinished then
    for begun in select w.means from private.search_words w
      where w.said >= word and w.said < word || '~' and w.theme <> 'noise' order by length(w.said), w.said limit 8 loop
      part.anywhere := part.anywhere || begun;
      part.prominent := part.prominent || begun;
    end loop;
  end if;
  return part;
end
$$;

-- The parts of a search, without noise: the longest phrases with a meaning, and single words.
create function private.read_search(words text[]) returns setof private.search_part
language plpgsql stable security definer set search_path = '' as $$
declare
  place integer := 1;
  size integer;
  phrase text[];
  entry private.search_words;
  part private.search_part;
begin
  while place <= cardinality(words) loop
    select w.* into entry from private.search_words w join generate_series(1, least(4, cardinality(words) - place + 1)) n
      on w.stems = private.stem_words(array_to_string(words[place:place + n - 1], ' ')) order by n desc, w.theme = 'noise' limit 1;
    size := case when entry.said is null then 1 else cardinality(string_to_array(entry.stems, ' ')) end;
    phrase := words[place:place + size - 1];
    -- A small number among words says little: "lamp 3".
    if entry.theme = 'noise' or (cardinality(words) > 1 and words[place] ~ '^[0-9]{1,2}$' and not private.is_found(private.any_of(array['^' || words[place]]))) then
      null;
    elsif entry.said is not null then
      part := row(place, array_to_string(phrase, ' '), entry.theme, entry.means, entry.means, null, entry.near);
      -- Names and finishes may have a word that means something else: Porch, Sea.
      if size = 1 then
        part.named := private.any_of(array['^' || phrase[1]]);
        part.prominent := part.prominent || part.named || private.any_of(array['#' || phrase[1]]);
        part.anywhere := part.prominent;
      end if;
      return next part;
    elsif place < cardinality(words) and private.is_found(private.any_of(array['^' || words[place] || words[place + 1]])) then
      -- "dew point" is Dewpoint.
      part := private.read_word(place, words[place] || words[place + 1], false);
      size := 2;
      return next part;
    elsif place < cardinality(words) or length(words[place]) < 3 or private.is_found(private.any_of(array['^' || words[place]], ':*'))
      or (select w.theme from private.search_words w where w.said >= words[place] and w.said < words[place] || '~' order by length(w.said), w.said limit 1) is distinct from 'noise'
    then
      return next private.read_word(place, words[place], place = cardinality(words));
    end if;
    place := place + size;
  end loop;
end
$$;

-- Whether any lamp that is for sale matches.
create function private.is_found(asked tsquery, least_amount integer default null, most_amount integer default null) returns boolean
language sql stable security definer set search_path = '' set enable_seqscan = off as $$
  select exists (select from public.products p where p.search @@ is_found.asked and p.status = 'active'
    and (is_found.least_amount is null or p.from_amount >= is_found.least_amount)
    and (is_found.most_amount is null or p.from_amount <= is_found.most_amount))
$$;

create function private.sorted_letters(word text) returns text[]
language sql immutable set search_path = '' as $$
  select array_agg(l order by l) from regexp_split_to_table(sorted_letters.word, '') l
$$;
-- The known words that a misspelt one may stand for, the nearest first.
create function private.words_like(word text) returns table (known text, distance numeric)
language sql stable security definer set search_path = '' set enable_seqscan = off as $$
  select l.word, d.edits + case when left(l.word, 1) = left(words_like.word, 1) then 0 else 0.5 end
    + case when l.word ^@ words_like.word or words_like.word ^@ l.word then 0 else 0.1 end
  from private.search_lexicon l,
    -- Two swapped letters count as one slip.
    lateral (select case when n = 2 and private.sorted_letters(l.word) = private.sorted_letters(words_like.word) then 1.2 else n end as edits
      from extensions.levenshtein(l.word, words_like.word) n) d
  where l.deletes && private.deletes_of(words_like.word) or l.word operator(extensions.%) words_like.word
  order by 2, length(l.word), 1
  limit 20
$$;

-- The word that a misspelt one stands for: at most two slips, one in a short word, and only if something is found by it; or null.
create function private.correct_word(word text) returns text
language sql stable security definer set search_path = '' as $$
  select l.known from private.words_like(correct_word.word) l
  where length(correct_word.word) >= 3
    -- Another letter at the end of a short word makes another word: silk is not silo.
    and (length(correct_word.word) > 4 or l.distance > 1.1 or length(l.known) <> length(correct_word.word) or right(l.known, 1) = right(correct_word.word, 1))
    and l.distance <= case length(correct_word.word) when 3 then 1.2 when 4 then 1.3 when 5 then 1.7 else 2.1 end
    and (exists (select from private.search_words w where w.stems = private.stem_words(l.known))
      or private.is_found(private.any_of(array['+' || l.known])))
  order by l.distance, length(l.known), l.known limit 1
$$;
