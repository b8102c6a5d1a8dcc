import openSql, { type Sql } from 'postgres'

/**
 * Adds lamps until a shop has so many. Returns how many it added.
 * @param superuserUrl whose transaction may run no triggers
 */
export async function growCatalogue(superuserUrl: string, lamps: number): Promise<number> {
  const sql = openSql(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    const [row] =
      await sql`select count(*)::integer as lamps, (count(*) filter (where slug not like 'copy-%'))::integer as own from products`
    if (lamps <= row?.lamps) return 0
    await addManyLamps(sql, lamps - row?.own)
    return lamps - row?.lamps
  } finally {
    await sql.end()
  }
}

/**
 * Adds lamps to the shop's own catalogue: copies of its lamps under other names, with all their finishes. More than half of the
 * names have the word "brass".
 * @param count of all copies, up to 400,000; those that are there already stay. The names differ
 */
export async function addManyLamps(sql: Sql, count: number): Promise<void> {
  await sql.begin(async (transaction) => {
    // The triggers would read each text again, and announce each lamp.
    await transaction`set local session_replication_role = replica`
    // Building the index at the end takes a tenth of the time of growing it.
    const [index] = await transaction`select pg_get_indexdef('products_search'::regclass) as definition`
    await transaction`drop index products_search`
    await transaction`
      insert into products (slug, sku, name, tagline, description, category_id, collection_id, materials, weight_grams, light, tags,
        year, position, from_amount, search)
      select 'copy-' || n, 'COPY-' || n, named.name, b.tagline, b.description, b.category_id, b.collection_id, b.materials, 900, b.light,
        b.tags, 2026, n, 5000 + n * 37 % 60000, b.search || private.sign_words('^', lower(named.name)) ||
        private.sign_words('+', lower(named.name)) || private.text_vector(lower(named.name))
      from generate_series((select count(*)::integer from products where slug like 'copy-%') + 1, ${count}::integer) n
      join (select p.*, row_number() over (order by p.position) - 1 as place from products p where p.slug not like 'copy-%') b on b.place = n % 30,
      lateral (select (array['Ember', 'Harbour', 'Willow', 'Cinder', 'Quill', 'Copse', 'Brass', 'Brass', 'Brass', 'Brass', 'Brass'])[1 + n % 11]
        || ' ' || (array['arc', 'bell', 'crest', 'dome', 'edge', 'fold', 'gate', 'hill', 'isle', 'jetty'])[1 + n % 10] || ' '
        || chr(97 + n % 26) || chr(97 + n / 26 % 26) || chr(97 + n / 676 % 26) || chr(97 + n / 17576 % 26) || 'ix' as name) named`
    await transaction`
      insert into variants (product_id, slug, name, hex, sku, price_amount, stock, position, search)
      select p.id, v.slug, v.name, v.hex, p.sku || '-' || upper(v.slug), p.from_amount, v.stock, v.position, v.search
      from products p join products b on b.description = p.description and b.slug not like 'copy-%'
      join variants v on v.product_id = b.id where p.slug like 'copy-%' on conflict do nothing`
    await transaction`insert into private.product_words (product_id, words) select id, private.fold_text(concat_ws(' ', name, slug, sku))
      from products where slug like 'copy-%' on conflict do nothing`
    await transaction.unsafe(index?.definition)
    await transaction`select private.learn_words(string_agg(lower(name), ' ')) from products`
  })
  await sql`vacuum analyze products`
  await sql`vacuum analyze variants`
  await sql`vacuum analyze private.search_lexicon`
  await sql`vacuum analyze private.search_words`
}
