'use server'

import { refresh, updateTag } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { adminAction, adminCall } from '#app/(admin)/admin/products/admin-action.ts'
import { finishForm, productForm, stockForm } from '#app/(admin)/admin/products/forms.ts'
import { changesRange, tagsOf } from '#app/(admin)/admin/products/tags.ts'
import { slugProblem } from '#components/admin/catalog/slug.ts'
import { formatMoney } from '#lib/money.ts'
import type { Db } from '#lib/supabase.ts'
import * as finishes from '#shop/catalog/admin-finishes.ts'
import * as admin from '#shop/catalog/admin-products.ts'
import type { AdminProduct } from '#shop/catalog/admin-types.ts'
import { hasMainPhotograph } from '#shop/photographs/admin.ts'

const productId = z.uuid('There is no such lamp.')
const finishId = z.uuid('There is no such finish.')

/** Adds a lamp as a draft, and redirects to its page. */
export const addProduct = adminAction(productForm, async (draft, { db }) => {
  const id = await admin.addProduct(db, draft)
  redirect(`/admin/products/${id}`)
})

/** Saves a lamp, unless somebody else has changed it since the page was opened. */
export const saveProduct = adminAction(
  z.intersection(productForm, z.object({ productId, updatedAt: z.string().min(1) })),
  async ({ productId: id, updatedAt, ...draft }, { db }) => {
    const { before, after } = await admin.saveProduct(db, id, draft, updatedAt)
    show(before, after)
    if (after.status !== 'active') return 'Saved.'
    const warning = (await hasMainPhotograph(db, id)) ? '' : ' It has no main photograph: add one below.'
    return `Saved. The shop shows it now.${warning}`
  },
)

/** Archives a lamp, or makes an archived one a draft again. */
export const setStatus = adminAction(
  z.object({ productId, status: z.enum(['draft', 'archived']) }),
  async ({ productId: id, status }, { db }) => {
    const product = await admin.getAdminProduct(db, id)
    const { id: _, updatedAt, finishes: _finishes, ...draft } = product
    const { before, after } = await admin.saveProduct(db, id, { ...draft, status }, updatedAt)
    show(before, after)
    return status === 'archived' ? 'Lamp archived.' : 'The lamp is a draft again.'
  },
)

/** Gives the problem with a slug as a sentence; null when the lamp can have it. */
export const checkSlug = adminCall(
  z.object({ slug: z.string().max(200), productId: z.uuid().nullable() }),
  async (input, { db }) => {
    const problem = slugProblem(input.slug)
    if (problem) return problem
    const holder = await admin.findSlugHolder(db, input.slug, input.productId)
    return holder && `${holder} already has this URL.`
  },
)

export const addFinish = adminAction(
  z.intersection(finishForm, z.object({ productId })),
  async ({ productId: id, ...draft }, { db }) => {
    await changeFinishes(db, id, () => finishes.addFinish(db, id, draft))
    return `${draft.name} added. It has no stock yet: add some below.`
  },
)

export const saveFinish = adminAction(
  z.intersection(finishForm, z.object({ productId, finishId })),
  async ({ productId: id, finishId: finish, ...draft }, { db }) => {
    const after = await changeFinishes(db, id, () => finishes.saveFinish(db, finish, draft))
    const saved = after.finishes.find((candidate) => candidate.id === finish)
    return saved ? `Saved. ${saved.name} costs ${formatMoney(saved.price)}.` : 'Saved.'
  },
)

export const removeFinish = adminAction(z.object({ productId, finishId }), async (input, { db }) => {
  await changeFinishes(db, input.productId, () => finishes.removeFinish(db, input.productId, input.finishId))
  return 'Finish removed.'
})

export const moveFinish = adminAction(
  z.object({ productId, finishId, by: z.enum(['-1', '1']) }),
  async ({ productId: id, finishId: finish, by }, { db }) => {
    await changeFinishes(db, id, () => finishes.moveFinish(db, id, finish, by === '1' ? 1 : -1))
    return undefined
  },
)

/** Adjusts the stock of a finish, with a reason. Revalidates the lamp's page, which begins with the stock at its rendering. */
export const adjustStock = adminAction(
  z.intersection(stockForm, z.object({ productId })),
  async ({ productId: id, variantId, quantity, reason }, { db }) => {
    const stock = await finishes.adjustStock(db, variantId, quantity, reason)
    const product = await admin.getAdminProduct(db, id)
    if (product.status === 'active') updateTag(`product:${product.slug}`)
    refresh()
    const finish = product.finishes.find((candidate) => candidate.id === variantId)
    return `${finish?.name ?? 'The finish'}: ${stock} in stock.`
  },
)

async function changeFinishes(db: Db, id: string, change: () => Promise<unknown>): Promise<AdminProduct> {
  const before = await admin.getAdminProduct(db, id)
  await change()
  const after = await admin.getAdminProduct(db, id)
  show(before, after)
  return after
}

/** Revalidates the pages that show the change, and refreshes this one. */
function show(before: AdminProduct, after: AdminProduct): void {
  for (const tag of tagsOf(before, after)) updateTag(tag)
  if (changesRange(before, after)) updateTag('range')
  refresh()
}
