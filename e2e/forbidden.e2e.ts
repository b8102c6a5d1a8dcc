import type { APIResponse, Page, Request } from '@playwright/test'
import { caught } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { lampAttempts } from '#e2e/forbidden-lamps.ts'
import { orderAttempts } from '#e2e/forbidden-orders.ts'
import {
  type Call,
  callSupabase,
  enterAs,
  type Person,
  type Role,
  roles,
  type Stage,
  setStage,
  succeeded,
} from '#e2e/forbidden-stage.ts'

let people: Record<Role, Person>
let stage: Stage

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ browser, urls }) => {
  test.setTimeout(300_000)
  people = {} as Record<Role, Person>
  for (const role of roles) people[role] = await enterAs(browser, urls, role)
  stage = await setStage(browser, urls, people.owner)
})

test.afterAll(async () => {
  // Announced photographs without a file would wait for ever.
  const path = `/rest/v1/photographs?select=id&status=eq.waiting&product_id=eq.${stage.productId}`
  await callSupabase(people.owner, stage.supabase, { method: 'DELETE', path })
  for (const { context } of [...Object.values(people), stage.buyer]) await context.close()
})

test('direct calls to the database and storage give each role the rights in the table and no more', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  for (const { what, may, call, past } of [...lampAttempts, ...orderAttempts]) {
    const tryAs = async (role: Role) => {
      const response = await callSupabase(people[role], stage.supabase, call(stage, people[role]))
      const text = await response.text()
      // A missing table, column or route refuses everybody, so it proves nothing about rights.
      if (response.status() === 501 || /"PGRST\d+"/.test(text)) wrong.push(`${role}, ${what}: ${text}`)
      if ((await succeeded(response, past)) !== may.includes(role)) {
        wrong.push(
          `${role} ${may.includes(role) ? 'cannot' : 'can'} ${what}: ${response.status()} ${text.slice(0, 160)}`,
        )
      }
    }
    await Promise.all(roles.map(tryAs))
  }
  expect(wrong).toEqual([])
})

test('only staff can open the pages of the admin', async () => {
  test.setTimeout(300_000)
  const paths = [
    '/admin',
    '/admin/products',
    `/admin/products/${stage.productId}`,
    '/admin/photographs',
    '/admin/orders',
    `/admin/orders/${stage.orderId}`,
    '/admin/reports',
    '/admin/audit',
    '/admin/staff',
  ]
  for (const path of paths) {
    for (const role of ['nobody', 'shopper'] as const) {
      const html = await (await people[role].page.request.get(path)).text()
      expect(html, `${role} ${path}`).toContain('Page not found')
      expect(html, `${role} ${path}`).not.toContain(stage.order.number)
      expect(html, `${role} ${path}`).not.toContain(stage.slug)
      expect(html, `${role} ${path}`).not.toContain('owner@nightlight.example')
    }
    const seen = await people.viewer.page.request.get(path)
    expect([path, seen.status()]).toEqual([path, 200])
    expect(await seen.text(), path).toMatch(/<a[^>]* href="\/admin\/orders"/)
  }
  const { page } = people.nobody
  await page.goto('/admin/orders')
  await expect(page).toHaveURL('/sign-in?next=%2Fadmin%2Forders')
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
})

/** Sends a request from one person's page with the cookies of another. */
function replay(person: Person, request: Request): Promise<APIResponse> {
  const {
    'content-type': type = '',
    'next-action': action = '',
    'next-router-state-tree': tree = '',
  } = request.headers()
  return person.page.request.post(request.url(), {
    headers: {
      'content-type': type,
      'next-action': action,
      'next-router-state-tree': tree,
      accept: 'text/x-component',
      origin: new URL(request.url()).origin,
    },
    data: request.postDataBuffer() ?? '',
  })
}

/** All data that the replayed actions would change, read as the owner. */
async function look(): Promise<unknown> {
  const calls: Call[] = [
    { path: `/rest/v1/products?select=name,tagline,status&id=eq.${stage.productId}` },
    { path: `/rest/v1/variants?select=price_amount,stock&id=eq.${stage.variantId}` },
    { path: `/rest/v1/staff?select=role,name&user_id=eq.${stage.buyer.id}` },
    { path: '/rest/v1/rpc/admin_order', body: { order_id: stage.orderId } },
  ]
  const [product, variant, staff, order] = await Promise.all(
    calls.map(async (call) => (await callSupabase(people.owner, stage.supabase, call)).json()),
  )
  return { product, variant, staff, refunds: order.refunds.map(({ amount }: { amount: number }) => amount) }
}

type Replayed = { what: string; may: readonly Role[]; path: () => string; press: (page: Page) => Promise<void> }

const actions: readonly Replayed[] = [
  {
    what: 'move stock',
    may: ['editor', 'owner'],
    path: () => `/admin/products/${stage.productId}`,
    press: async (page) => {
      const form = page.getByRole('form', { name: 'Stock adjustment' })
      await form.getByLabel('Quantity').fill('3')
      await form.getByRole('button', { name: 'Adjust stock' }).click()
    },
  },
  {
    what: 'refund',
    may: ['editor', 'owner'],
    path: () => `/admin/orders/${stage.orderId}`,
    press: async (page) => {
      await page.getByRole('button', { name: 'Refund', exact: true }).click()
      await page.getByLabel('Reason').fill('A test of who may')
      await page.getByRole('button', { name: 'Refund', exact: true }).click()
    },
  },
  {
    what: 'change a role',
    may: ['owner'],
    path: () => '/admin/staff',
    press: async (page) => {
      const entry = page.getByRole('listitem').filter({ hasText: stage.slug })
      await entry.getByRole('combobox').selectOption('editor')
      await entry.getByRole('button', { name: 'Change' }).click()
    },
  },
]

test('requests from the owner’s pages with somebody else’s cookies change nothing', async () => {
  test.setTimeout(300_000)
  const { page } = people.owner
  const member = { user_id: stage.buyer.id, role: 'viewer', name: stage.slug }
  await callSupabase(people.owner, stage.supabase, { path: '/rest/v1/staff?select=user_id', body: member })
  for (const { what, may, path, press } of actions) {
    await page.goto(path())
    await expect(page.getByRole('main').locator('form').first()).toBeAttached()
    const request = await caught(page, () => press(page))
    expect(request.postDataBuffer()?.length, what).toBeGreaterThan(0)
    const before = await look()
    for (const role of roles.filter((candidate) => !may.includes(candidate))) {
      await replay(people[role], request)
      expect(await look(), `${role}: ${what}`).toEqual(before)
    }
    const [allowed = 'owner'] = may
    await replay(people[allowed], request)
    await expect.poll(look, { message: `${allowed}: ${what}` }).not.toEqual(before)
  }
  const path = `/rest/v1/staff?select=user_id&user_id=eq.${stage.buyer.id}`
  await callSupabase(people.owner, stage.supabase, { method: 'DELETE', path })
})
