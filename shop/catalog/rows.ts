import * as z from 'zod'
import type { Money } from '#lib/money.ts'
import type { Db } from '#lib/supabase.ts'
import { photographColumns, photographRow, toPhotograph } from '#shop/catalog/photograph-rows.ts'
import type { Finish, Photograph, Product, ProductCard } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

const productPhotographRow = photographRow.extend({ variant_id: z.uuid().nullable(), position: z.number() })

/** A product row with the fields of a card. */
export const productRow = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  tagline: z.string(),
  categories: z.object({ slug: z.string(), name: z.string(), intro: z.string() }),
  collections: z.object({ slug: z.string(), name: z.string(), intro: z.string(), hex: z.string() }),
  variants: z.array(
    z.object({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      hex: z.string(),
      sku: z.string(),
      price_amount: z.number().int(),
      currency: z.string(),
      stock: z.number().int(),
      position: z.number(),
    }),
  ),
  photographs: z.array(productPhotographRow),
})

const fullRow = productRow.extend({
  sku: z.string(),
  description: z.string(),
  materials: z.array(z.string()),
  dimensions: z.record(z.string(), z.number()),
  weight_grams: z.number(),
  light: z.object({
    source: z.string(),
    watts: z.number(),
    lumens: z.number(),
    kelvin: z.number(),
    cri: z.number(),
    dimmable: z.boolean(),
    control: z.string(),
    ip: z.string(),
    power: z.string(),
  }),
  care: z.array(z.string()),
  tags: z.array(z.string()),
  year: z.number(),
  reviews: z.array(
    z.object({
      id: z.uuid(),
      author: z.string(),
      rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
      title: z.string(),
      body: z.string(),
      verified: z.boolean(),
      written_on: z.string(),
    }),
  ),
})

export const cardColumns =
  `id, slug, name, tagline, categories(slug, name, intro), collections(slug, name, intro, hex), variants(id, slug, name, hex, sku, price_amount, currency, stock, position), photographs(variant_id, position, ${photographColumns})` as const
export const productColumns =
  `${cardColumns}, sku, description, materials, dimensions, weight_grams, light, care, tags, year, reviews(id, author, rating, title, body, verified, written_on)` as const

type Row = z.infer<typeof productRow>

const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position

function findPhotograph(
  db: Db,
  row: Row,
  matches: (photograph: Row['photographs'][number]) => boolean,
): Photograph | null {
  const photograph = row.photographs.toSorted(byPosition).find(matches)
  return photograph ? toPhotograph(db, photograph) : null
}

function lowestPrice({ variants }: Row): Money {
  const currency = variants[0]?.currency ?? shop.currency
  return { amount: Math.min(...variants.map(({ price_amount }) => price_amount)), currency }
}

/** Converts a row into a card, with the price of the cheapest finish. */
export function toCard(db: Db, row: Row): ProductCard {
  const off = findPhotograph(db, row, (photograph) => photograph.role === 'off')
  const on = findPhotograph(db, row, (photograph) => photograph.role === 'on')
  return {
    slug: row.slug,
    name: row.name,
    tagline: row.tagline,
    price: lowestPrice(row),
    categorySlug: row.categories.slug,
    collectionSlug: row.collections.slug,
    off,
    // A lamp without a main photograph shows the first of the others.
    on: on ?? (off ? null : findPhotograph(db, row, () => true)),
    swatches: row.variants.toSorted(byPosition).map(({ name, hex }) => ({ name, hex })),
  }
}

/** Converts a variant of a row into a finish. */
export function toFinish(db: Db, row: Row, variant: Row['variants'][number]): Finish {
  return {
    id: variant.id,
    slug: variant.slug,
    name: variant.name,
    hex: variant.hex,
    sku: variant.sku,
    price: { amount: variant.price_amount, currency: variant.currency },
    stock: variant.stock,
    photograph: findPhotograph(db, row, (photograph) => photograph.variant_id === variant.id),
  }
}

/** Converts a full row into a product. Throws when the row does not match the schema. */
export function toProduct(db: Db, value: unknown): Product {
  const row = fullRow.parse(value)
  const total = row.reviews.reduce((sum, review) => sum + review.rating, 0)
  const count = row.reviews.length
  return {
    ...toCard(db, row),
    id: row.id,
    sku: row.sku,
    description: row.description,
    materials: row.materials,
    dimensions: row.dimensions,
    weightGrams: row.weight_grams,
    light: row.light,
    care: row.care,
    tags: row.tags,
    year: row.year,
    category: row.categories,
    collection: row.collections,
    detail: findPhotograph(db, row, (photograph) => photograph.role === 'detail'),
    finishes: row.variants.toSorted(byPosition).map((variant) => toFinish(db, row, variant)),
    reviews: row.reviews
      .toSorted((a, b) => b.written_on.localeCompare(a.written_on))
      .map(({ written_on, ...review }) => ({ ...review, date: written_on })),
    rating: { average: count === 0 ? 0 : Math.round((total / count) * 10) / 10, count },
  }
}
