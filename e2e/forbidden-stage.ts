import type { APIRequestContext, APIResponse, Browser, BrowserContext, Page } from '@playwright/test'
import { expect } from '#e2e/fixtures.ts'
import { fromOwnNetwork } from '#e2e/people.ts'
import { becomeStaff, buyPlainly, createAccountPlainly } from '#e2e/plain-visits.ts'
import { type Bought, newEmail } from '#e2e/purchase.ts'
import type { Urls } from '#e2e/stack.ts'

export const roles = ['nobody', 'shopper', 'viewer', 'editor', 'owner'] as const
export type Role = (typeof roles)[number]

/** A person with their own browser. `token` is the access token of their session, null for `nobody`. */
export type Person = {
  role: Role
  context: BrowserContext
  page: Page
  token: string | null
  id: string
  email: string
}

const publishableKey = 'sb_publishable_local'

/** Opens a browser for one role and signs in. */
export async function enterAs(browser: Browser, urls: Urls, role: Role): Promise<Person> {
  const context = await browser.newContext({ baseURL: urls.store })
  await fromOwnNetwork(context)
  const page = await context.newPage()
  if (role === 'shopper') await createAccountPlainly(page.request, urls, newEmail('shopper'))
  else if (role !== 'nobody') await becomeStaff(page, role)
  const token = role === 'nobody' ? null : await readToken(context)
  const { sub = '', email = '' } = token ? claimsOf(token) : {}
  return { role, context, page, token, id: sub, email }
}

/** The access token in a session's cookies, decoded as the store does. */
async function readToken(context: BrowserContext): Promise<string> {
  const parts = (await context.cookies()).filter(({ name }) => /^session(\.\d+)?$/.test(name))
  const text = parts
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ value }) => value)
    .join('')
  const session = JSON.parse(Buffer.from(text.replace('base64-', ''), 'base64url').toString()) as {
    access_token: string
  }
  return session.access_token
}

function claimsOf(token: string): { sub?: string; email?: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub?: string; email?: string }
}

/** The address of Supabase, from the Content-Security-Policy of a page, which allows photographs from it. */
export async function findSupabase(request: APIRequestContext): Promise<string> {
  const policy = (await request.get('/')).headers()['content-security-policy'] ?? ''
  return /connect-src 'self' (\S+)/.exec(policy)?.[1] ?? ''
}

export type Call = { method?: string; path: string; body?: unknown; file?: Buffer }

/** Calls Supabase directly with the token of a person; like the SDK, with the key in its place when there is none. */
export function callSupabase(person: Person, supabase: string, call: Call): Promise<APIResponse> {
  const authorization = `Bearer ${person.token || publishableKey}`
  const headers: Record<string, string> = { apikey: publishableKey, authorization, prefer: 'return=representation' }
  if (call.file) headers['content-type'] = 'image/jpeg'
  const data = call.file ?? call.body
  return person.page.request.fetch(supabase + call.path, {
    method: call.method ?? (call.body === undefined ? 'GET' : 'POST'),
    headers,
    ...(data === undefined ? {} : { data }),
  })
}

/**
 * True when a call had an effect or returned data. Row level security hides rows as an empty list, not as an error.
 * @param past an error code that only an allowed caller gets, such as that there is no such order
 */
export async function succeeded(response: APIResponse, past?: string): Promise<boolean> {
  const text = await response.text()
  if (!response.ok()) return past !== undefined && text.includes(`"${past}"`)
  return text !== '' && text !== '[]' && text !== 'null'
}

export type Stage = {
  supabase: string
  productId: string
  variantId: string
  slug: string
  order: Bought
  orderId: string
  lineId: string
  buyer: Person
  photographs: Record<Role, string>
}

/** Makes a lamp that is not for sale, somebody else's order, and a waiting photograph for each role to try. */
export async function setStage(browser: Browser, urls: Urls, owner: Person): Promise<Stage> {
  const supabase = await findSupabase(owner.page.request)
  const read = async (call: Call) => (await callSupabase(owner, supabase, call)).json()
  const slug = `forbidden-${crypto.randomUUID().slice(0, 8)}`
  const columns = 'category_id,collection_id,weight_grams,light,dimensions,year'
  const [model] = await read({ path: `/rest/v1/products?select=${columns}&limit=1` })
  const lamp = {
    ...model,
    slug,
    sku: slug.toUpperCase(),
    name: `Forbidden ${slug.slice(-8)}`,
    status: 'archived',
    position: 900,
  }
  const [{ id: productId }] = await read({ path: '/rest/v1/products?select=id', body: lamp })
  const finish = {
    product_id: productId,
    slug: 'tin',
    name: 'Tin',
    hex: '#aaaaaa',
    sku: `${lamp.sku}-TIN`,
    price_amount: 10000,
  }
  const [{ id: variantId }] = await read({ path: '/rest/v1/variants?select=id', body: finish })
  const photographs = {} as Record<Role, string>
  for (const role of roles) {
    const id = crypto.randomUUID()
    const image = { id, product_id: productId, role: 'detail', alt: 'A test', original_path: `uploads/${id}.jpg` }
    expect(
      (await callSupabase(owner, supabase, { path: '/rest/v1/photographs?select=id', body: image })).status(),
    ).toBe(201)
    photographs[role] = id
  }
  const buyer = await enterAs(browser, urls, 'shopper')
  const lamps = { slug: 'regatta', finish: 'Sail', quantity: 3, email: newEmail('buyer') }
  const order = await buyPlainly(buyer.page.request, lamps)
  const sold = await read({ path: '/rest/v1/rpc/admin_order', body: { order_id: order.id } })
  return {
    supabase,
    productId,
    variantId,
    slug,
    order,
    orderId: order.id,
    lineId: sold.order_lines[0].variant_id,
    buyer,
    photographs,
  }
}
