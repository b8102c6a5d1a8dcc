import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Attempt, editors, none, patch, read, remove, rest, rpc, staff } from '#e2e/forbidden-attempt.ts'

const photograph = readFileSync(join(import.meta.dirname, '..', 'supabase', 'seed', 'photographs', 'cairn-detail.jpg'))

/** Attempts on lamps, stock and photographs, with the only roles that may make each. */
export const lampAttempts: readonly Attempt[] = [
  // Lamps, prices, stock.
  {
    what: 'see an archived lamp',
    may: staff,
    call: ({ slug }) => ({ path: rest(`products?select=id&slug=eq.${slug}`) }),
  },
  {
    what: 'add a lamp',
    may: editors,
    call: ({ slug }, { role }) => ({
      path: rest('products?select=id&columns=slug'),
      body: { slug: `${slug}-${role}` },
    }),
    past: '23502',
  },
  {
    what: 'change a lamp',
    may: editors,
    call: patch(({ productId }) => `products?id=eq.${productId}&select=id`, { tagline: 'Changed.' }),
  },
  { what: 'delete a lamp', may: none, call: remove(({ productId }) => `products?id=eq.${productId}&select=id`) },
  {
    what: 'change a price',
    may: editors,
    call: patch(({ variantId }) => `variants?id=eq.${variantId}&select=id`, { price_amount: 10100 }),
  },
  {
    what: 'overwrite stock',
    may: none,
    call: patch(({ variantId }) => `variants?id=eq.${variantId}&select=id`, { stock: 999 }),
  },
  {
    what: 'move stock',
    may: editors,
    call: rpc('adjust_stock', ({ variantId }) => ({ variant_id: variantId, quantity: 1, reason: 'received' })),
  },
  {
    what: 'receive stock as the seed does',
    may: none,
    call: rpc('receive_stock', ({ variantId }) => ({ variant_id: variantId, quantity: 1 })),
  },
  { what: 'read stock movements', may: staff, call: read('stock_movements?select=id&limit=1') },
  {
    what: 'write a stock movement',
    may: none,
    call: ({ variantId }) => ({
      path: rest('stock_movements'),
      body: { variant_id: variantId, quantity: 5, reason: 'received' },
    }),
  },

  // Photographs.
  {
    what: 'announce a photograph',
    may: editors,
    call: ({ productId }) => {
      const id = crypto.randomUUID()
      return {
        path: rest('photographs?select=id'),
        body: { id, product_id: productId, role: 'detail', alt: 'x', original_path: `uploads/${id}.jpg` },
      }
    },
  },
  {
    what: 'announce one elsewhere',
    may: none,
    call: ({ productId }) => ({
      path: rest('photographs?select=id'),
      body: { product_id: productId, role: 'detail', alt: 'x', original_path: `catalogue/${crypto.randomUUID()}.jpg` },
    }),
  },
  {
    what: 'describe a photograph',
    may: editors,
    call: patch(({ photographs }) => `photographs?id=eq.${photographs.nobody}&select=id`, { alt: 'Described.' }),
  },
  {
    what: 'call a photograph ready',
    may: none,
    call: patch(({ photographs }) => `photographs?id=eq.${photographs.nobody}&select=id`, { status: 'ready' }),
  },
  {
    what: 'write sizes',
    may: none,
    call: ({ photographs }) => ({
      path: rest('photograph_sizes'),
      body: { photograph_id: photographs.nobody, format: 'webp', width: 320, height: 400, bytes: 1, path: 'x.webp' },
    }),
  },
  {
    what: 'try a photograph again',
    may: editors,
    call: rpc('retry_photograph', ({ photographs }) => ({ photograph_id: photographs.nobody })),
    past: 'NLCON',
  },
  { what: 'make all sizes again', may: editors, call: rpc('remake_photographs', () => ({})) },
  {
    what: 'upload what was announced',
    may: editors,
    call: ({ photographs }, { role }) => ({
      method: 'POST',
      path: `/storage/v1/object/originals/uploads/${photographs[role]}.jpg`,
      file: photograph,
    }),
  },
  {
    what: 'sign an upload of what was announced',
    may: editors,
    call: ({ photographs }) => ({
      path: `/storage/v1/object/upload/sign/originals/uploads/${photographs.nobody}.jpg`,
      body: {},
    }),
  },
  {
    what: 'upload anything else',
    may: none,
    call: () => ({
      method: 'POST',
      path: `/storage/v1/object/originals/uploads/${crypto.randomUUID()}.jpg`,
      file: photograph,
    }),
  },
  {
    what: 'put a file among the public ones',
    may: none,
    call: () => ({
      method: 'POST',
      path: `/storage/v1/object/photographs/${crypto.randomUUID()}.jpg`,
      file: photograph,
    }),
  },
  {
    what: 'read an original',
    may: none,
    call: () => ({ path: '/storage/v1/object/authenticated/originals/catalogue/cairn-on.jpg' }),
  },
  {
    what: 'list originals',
    may: none,
    call: () => ({ path: '/storage/v1/object/list/originals', body: { prefix: 'catalogue', limit: 5 } }),
  },
  {
    what: 'delete an original',
    may: none,
    call: () => ({
      method: 'DELETE',
      path: '/storage/v1/object/originals',
      body: { prefixes: ['catalogue/cairn-on.jpg'] },
    }),
  },
]
