'use server'

import { updateTag } from 'next/cache'
import * as z from 'zod'
import { adminAction, adminCall } from '#app/(admin)/admin/products/admin-action.ts'
import { env } from '#lib/env.ts'
import { createQueue, ringAll } from '#lib/queue.ts'
import type { Db } from '#lib/supabase.ts'
import * as admin from '#shop/photographs/admin.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

const id = z.uuid('There is no such photograph.')
const productId = z.uuid('Choose a lamp first.')
const extensions = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
} as const

/** Creates the row of a photograph before its upload. Gives its id and the URL to upload the file to. */
export const announcePhotograph = adminCall(
  z.object({ productId, type: z.enum(Object.keys(extensions) as (keyof typeof extensions)[]) }),
  async (input, { db }) => {
    const announced = await admin.announcePhotograph(db, input.productId, extensions[input.type])
    return { id: announced, url: await admin.signUpload(db, announced) }
  },
)

/** Gives a new upload URL for a photograph whose file has not arrived; null when it has. */
export const signUpload = adminCall(z.object({ id }), ({ id: photograph }, { db }) => admin.signUpload(db, photograph))

const percent = (where: string) =>
  z
    .string()
    .trim()
    .regex(/^(100|\d{1,2})$/, `${where}: a whole number from 0 to 100.`)
    .transform((typed) => Number(typed) / 100)

/** Saves the alt text, role, finish and focal point of a photograph. */
export const savePhotograph = adminAction(
  z
    .object({
      id,
      alt: z
        .string()
        .trim()
        .min(1, 'Enter an alt text for people who cannot see the photograph.')
        .max(300, 'At most 300 characters.'),
      role: z.enum(['off', 'on', 'detail', 'finish'], 'Choose a role.'),
      finishId: z.union([z.literal('').transform(() => null), z.uuid()]),
      focalX: percent('Across'),
      focalY: percent('Down'),
    })
    .refine(({ role, finishId }) => role !== 'finish' || finishId, {
      path: ['finishId'],
      message: 'Choose which finish it shows.',
    }),
  async ({ id: photograph, ...draft }, { db }) => {
    await admin.savePhotograph(db, photograph, draft)
    await show(db, photograph)
    return 'Saved.'
  },
)

export const orderPhotographs = adminCall(z.object({ productId, ids: z.array(id).max(500) }), async (input, { db }) => {
  await admin.orderPhotographs(db, input.productId, input.ids)
  const [first] = input.ids
  if (first) await show(db, first)
})

export const removePhotograph = adminCall(z.object({ id }), async ({ id: photograph }, { db }) => {
  const before = await admin.getAdminPhotograph(db, photograph)
  await admin.removePhotograph(db, photograph)
  if (before.status === 'ready') showOf(before)
})

export const retryPhotograph = adminCall(z.object({ id }), async ({ id: photograph }, { db }) => {
  await createQueue(env()).ring(await admin.retryPhotograph(db, photograph))
})

/** How many jobs the action rings for; the sweep rings for the others. */
const mostRings = 100

/** Makes the sizes of all photographs again, in the queue. */
export const remakePhotographs = adminAction(z.object({}), async (_input, { db }) => {
  const jobs = await admin.remakePhotographs(db)
  await ringAll(createQueue(env()), jobs.slice(0, mostRings))
  const count = new Set(jobs.map(({ input }) => input.photographId)).size
  return `The sizes of ${count} photographs are being made again. The shop shows the old ones until then.`
})

async function show(db: Db, photograph: string): Promise<void> {
  const after = await admin.getAdminPhotograph(db, photograph)
  if (after.status === 'ready') showOf(after)
}

/** Revalidates the pages that show a photograph: its lamp's page, and every list, because a list may show it. */
function showOf({ product }: AdminPhotograph): void {
  if (product) updateTag(`product:${product.slug}`)
  updateTag('catalog')
}
