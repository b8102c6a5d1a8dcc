import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'

type Catalogue = {
  categories: object[]
  collections: object[]
  products: (object & { slug: string; finishes: { sku: string; stock: number }[] })[]
}

const file = join(import.meta.dirname, '..', '..', 'supabase', 'seed', 'catalogue.json')

/** Puts the shop's own catalogue into a test's database, with its stock and its reviews, without photographs. */
export async function insertCatalogue(sql: Sql): Promise<void> {
  const { categories, collections, products } = JSON.parse(readFileSync(file, 'utf8')) as Catalogue
  await sql`insert into categories (slug, name, intro) select slug, name, intro
    from jsonb_to_recordset(${sql.json(categories as never)}) as c (slug text, name text, intro text)`
  await sql`insert into collections (slug, name, intro, hex) select slug, name, intro, hex
    from jsonb_to_recordset(${sql.json(collections as never)}) as c (slug text, name text, intro text, hex text)`
  for (const [position, product] of products.entries()) {
    const given = sql.json(product as never)
    await sql`
      with given as (select ${given}::jsonb as p),
      product as (
        insert into products (slug, sku, name, tagline, description, category_id, collection_id, materials, dimensions,
          weight_grams, light, care, tags, year, position)
        select p ->> 'slug', p ->> 'sku', p ->> 'name', p ->> 'tagline', p ->> 'description',
          (select id from categories where slug = p ->> 'category'), (select id from collections where slug = p ->> 'collection'),
          array(select jsonb_array_elements_text(p -> 'materials')), p -> 'dimensions_mm', (p ->> 'weight_g')::integer,
          p -> 'light', array(select jsonb_array_elements_text(p -> 'care')), array(select jsonb_array_elements_text(p -> 'tags')),
          (p ->> 'year')::integer, ${position}
        from given returning id),
      reviewed as (
        insert into reviews (product_id, author, rating, title, body, written_on, verified)
        select product.id, r.author, r.rating, r.title, r.body, r.date, r.verified from given, product, jsonb_to_recordset(p -> 'reviews')
          as r (author text, rating integer, title text, body text, date date, verified boolean))
      insert into variants (product_id, slug, name, hex, sku, price_amount, position)
        select product.id, f.slug, f.name, f.hex, f.sku, (p ->> 'price_cents')::integer, f.place::integer
        from given, product, rows from (jsonb_to_recordset(p -> 'finishes') as (slug text, name text, hex text, sku text))
          with ordinality as f (slug, name, hex, sku, place)`
    for (const { sku, stock } of product.finishes) {
      if (stock > 0) await sql`select private.move_stock(id, ${stock}, 'received') from variants where sku = ${sku}`
    }
  }
}
