import * as z from 'zod'
import type { AdminProduct, ProductDraft } from '#shop/catalog/admin-types.ts'

/** Columns to select for `adminProductRow`. */
export const adminProductColumns =
  'id, slug, sku, name, tagline, description, category_id, collection_id, status, materials, care, tags, dimensions, weight_grams, light, year, lead_days, updated_at, variants(id, slug, name, hex, sku, price_amount, currency, stock, position)'

const adminProductRow = z.object({
  id: z.uuid(),
  slug: z.string(),
  sku: z.string(),
  name: z.string(),
  tagline: z.string(),
  description: z.string(),
  category_id: z.uuid(),
  collection_id: z.uuid(),
  status: z.enum(['draft', 'active', 'archived']),
  materials: z.array(z.string()),
  care: z.array(z.string()),
  tags: z.array(z.string()),
  dimensions: z.record(z.string(), z.number()),
  weight_grams: z.number().int(),
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
  year: z.number().int(),
  lead_days: z.number().int(),
  updated_at: z.string(),
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
      position: z.number().int(),
    }),
  ),
})

/** Converts a row into a lamp for the editor, with its finishes in order. */
export function toAdminProduct(value: unknown): AdminProduct {
  const { category_id, collection_id, weight_grams, lead_days, updated_at, variants, ...row } =
    adminProductRow.parse(value)
  return {
    ...row,
    categoryId: category_id,
    collectionId: collection_id,
    weightGrams: weight_grams,
    leadDays: lead_days,
    updatedAt: updated_at,
    finishes: variants
      .toSorted((a, b) => a.position - b.position)
      .map(({ price_amount, currency, ...variant }) => ({ ...variant, price: { amount: price_amount, currency } })),
  }
}

/** Converts a draft into the columns of its row. */
export function fromDraft({ categoryId, collectionId, weightGrams, leadDays, ...draft }: ProductDraft) {
  const columns = {
    category_id: categoryId,
    collection_id: collectionId,
    weight_grams: weightGrams,
    lead_days: leadDays,
  }
  // Copies, because the client's types require mutable arrays.
  const { materials, care, tags, dimensions } = draft
  const lists = { materials: [...materials], care: [...care], tags: [...tags], dimensions: { ...dimensions } }
  return { ...draft, ...columns, ...lists }
}
