import * as z from 'zod'
import { expectChanged, FieldError, unwrapChange } from '#lib/changes.ts'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { getAdminProduct } from '#shop/catalog/admin-products.ts'
import type { Movement } from '#shop/catalog/admin-types.ts'

// Staff edit the finishes of a lamp and their stock with their own token.

export type FinishDraft = { name: string; slug: string; hex: string; sku: string; priceAmount: number }

const unique = {
  variants_sku_key: new FieldError('conflict', 'sku', 'Another finish already has this SKU.'),
  variants_product_id_slug_key: new FieldError('conflict', 'slug', 'Another finish of this lamp has this slug.'),
}

function toRow({ priceAmount, ...draft }: FinishDraft) {
  return { ...draft, price_amount: priceAmount }
}

/** Adds a finish at the end, with no stock. Returns its id. @throws ShopError forbidden; FieldError conflict */
export async function addFinish(db: Db, productId: string, draft: FinishDraft): Promise<string> {
  const { finishes } = await getAdminProduct(db, productId)
  const row = { ...toRow(draft), product_id: productId, position: (finishes.at(-1)?.position ?? -1) + 1 }
  return unwrapChange(await db.from('variants').insert(row).select('id').single(), unique).id
}

/** @throws ShopError forbidden; FieldError conflict */
export async function saveFinish(db: Db, id: string, draft: FinishDraft): Promise<void> {
  expectChanged(unwrapChange(await db.from('variants').update(toRow(draft)).eq('id', id).select('id'), unique))
}

const sold = new ShopError(
  'conflict',
  'This finish has been in stock or in an order, and their records keep it. Count its stock to nothing instead, or archive the lamp.',
)
const pictured = new ShopError('conflict', 'A photograph shows this finish. Give the photograph another finish first.')

/**
 * Removes a finish that no other row refers to.
 * @throws ShopError forbidden, conflict (stock, orders or photographs refer to it, or it is the last of a lamp for sale)
 */
export async function removeFinish(db: Db, productId: string, id: string): Promise<void> {
  const { finishes, status } = await getAdminProduct(db, productId)
  if (status === 'active' && finishes.length === 1) {
    throw new ShopError('conflict', 'A lamp for sale needs a finish. Archive the lamp first.')
  }
  const answer = await db.from('variants').delete().eq('id', id).select('id')
  // 23503 is a foreign key violation; the key's name tells which table refers to the finish.
  if (answer.error?.code === '23503') throw answer.error.message.includes('"images') ? pictured : sold
  expectChanged(unwrapChange(answer))
}

/** Moves a finish one place up (-1) or down (1); at the end of the list it stays. @throws ShopError not_found; forbidden, also where it stays */
export async function moveFinish(db: Db, productId: string, id: string, by: -1 | 1): Promise<void> {
  const { finishes } = await getAdminProduct(db, productId)
  const from = finishes.findIndex((finish) => finish.id === id)
  if (from < 0) throw new ShopError('not_found', 'There is no such finish.')
  const to = Math.min(Math.max(from + by, 0), finishes.length - 1)
  const order = finishes.toSpliced(from, 1).toSpliced(to, 0, ...finishes.slice(from, from + 1))
  for (const [position, finish] of order.entries()) {
    // The finish itself is written in any case: that asks whether this person may.
    if (finish.position === position && finish.id !== id) continue
    expectChanged(unwrapChange(await db.from('variants').update({ position }).eq('id', finish.id).select('id')))
  }
}

export const stockReasons = ['received', 'counted', 'damaged'] as const

/**
 * Changes the stock, with a reason. Returns the stock afterwards.
 * @param quantity pieces; for `counted`, the number on the shelf
 * @throws ShopError forbidden, invalid, not_found
 */
export async function adjustStock(
  db: Db,
  variantId: string,
  quantity: number,
  reason: (typeof stockReasons)[number],
): Promise<number> {
  return z
    .number()
    .int()
    .parse(unwrap(await db.rpc('adjust_stock', { variant_id: variantId, quantity, reason })))
}

const movementRow = z.object({
  id: z.uuid(),
  quantity: z.number().int(),
  reason: z.enum(['received', 'counted', 'damaged', 'taken', 'returned']),
  order_id: z.uuid().nullable(),
  created_at: z.string(),
  variants: z.object({ name: z.string() }),
})

/** Lists the last movements of a lamp's stock, newest first. */
export async function listMovements(db: Db, productId: string, most = 20): Promise<Movement[]> {
  const answer = await db
    .from('stock_movements')
    .select('id, quantity, reason, order_id, created_at, variants!inner(name, product_id)')
    .eq('variants.product_id', productId)
    .order('created_at', { ascending: false })
    .limit(most)
  return z
    .array(movementRow)
    .parse(unwrap(answer))
    .map(({ order_id, created_at, variants, ...row }) => ({
      ...row,
      finish: variants.name,
      orderId: order_id,
      at: created_at,
    }))
}
