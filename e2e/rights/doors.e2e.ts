import { readFileSync } from 'node:fs'
import type { APIRequestContext, APIResponse } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { enterAs, type Person, type Role, roles } from '#e2e/forbidden-stage.ts'
import { ownNetwork } from '#e2e/people.ts'
import actionRows from '#e2e/rights/actions.json' with { type: 'json' }
import { plantSecrets, readRoles, type Secrets } from '#e2e/rights/people.ts'
import routeRows from '#e2e/rights/routes.json' with { type: 'json' }
import { readActions, type ServerAction } from '#e2e/stack.ts'

// Every route and every server action, tried by everybody without a browser.

/** `signsOut`: whoever does it is asked to sign in. */
type Row = { may: string; signsOut?: boolean; form?: Record<string, string>; value?: Record<string, unknown> }

test.describe.configure({ mode: 'default', timeout: 300_000 })

let people: Record<Role, Person>
let secrets: Secrets
let attempts = 0
/** What an answer showed to somebody who may not see it. */
const found = new Set<string>()

test.beforeAll(async ({ browser, urls }) => {
  test.setTimeout(300_000)
  people = {} as Record<Role, Person>
  for (const role of roles) people[role] = await enterAs(browser, urls, role)
  secrets = await plantSecrets(browser, urls, people)
})
test.afterAll(async () => {
  for (const { context } of [...Object.values(people), secrets.stage.buyer]) await context.close()
})

/** Reads an answer, and notes what it shows to somebody who is no editor. */
async function read(role: Role, what: string, response: APIResponse): Promise<string> {
  attempts += 1
  const headers = JSON.stringify(response.headersArray())
  const text = await response.text()
  if (role === 'editor' || role === 'owner') return text
  for (const [name, canary] of secrets.canaries) {
    if (text.includes(canary) || headers.includes(canary)) found.add(`${role} is shown the ${name} by ${what}`)
  }
  return text
}

function fill(value: unknown): unknown {
  const { stage, bought } = secrets
  const known: Record<string, () => string> = {
    ...{ $order: () => bought.id, $product: () => stage.productId, $variant: () => stage.variantId },
    ...{ $photograph: () => stage.photographs.nobody, $uuid: () => crypto.randomUUID() },
    ...{
      $slug: () => `canary-${crypto.randomUUID()}`,
      $sku: () => `CANARY-${crypto.randomUUID().slice(0, 8).toUpperCase()}`,
    },
  }
  if (value === '$photographs') return [stage.photographs.nobody]
  if (typeof value === 'string') return known[value]?.() ?? value
  if (Array.isArray(value)) return value.map(fill)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one)]))
}

/** The words of the page for what is not there stand in every page's payload; this mark stands where one is shown. */
const isMissing = (text: string) => text.includes('NEXT_HTTP_ERROR_FALLBACK;404')

test('everybody gets exactly the listed pages and routes', async () => {
  const { stage, bought } = secrets
  const reports = await (await people.owner.page.request.get('/admin/reports')).text()
  const day = /href="\/admin\/reports\/(day-[\d-]+|[\d-]{10})"/.exec(reports)?.[1]
  const order = await (await people.owner.page.request.get(`/admin/orders/${bought.id}`)).text()
  const trace = /\/admin\/traces\/([0-9a-f]{32})/.exec(order)?.[1]
  if (!trace) throw new Error('The page of an order has no trace.')
  const addressOf = (route: string) => {
    const id = route.startsWith('/admin/products') ? stage.productId : bought.id
    const slug = { categories: 'table', collections: 'afterglow' }[route.split('/')[1] ?? ''] ?? 'skep'
    return route
      .replace('[id]', id)
      .replace('[slug]', slug)
      .replace('[page]', '1')
      .replace('[part]', 'lists.xml')
      .replace('[day]', day ?? 'none')
      .replace('[file]', 'csv')
      .replace('[name]', route === '/icons/[name]' ? '180' : 'sweep')
      .replace('[lesson]', 'five-times')
      .replace('[trace]', trace)
  }
  const query: Record<string, string> = {
    ...{ '/live-stock': '?slug=skep', '/search': '?q=lamp', '/suggestions': '?q=lamp' },
    '/under-the-hood/trace': `?id=${trace}`,
  }
  const wrong: string[] = []
  for (const [route, may] of Object.entries(routeRows)) {
    await Promise.all(
      roles.map(async (role) => {
        const { request } = people[role].page
        const address = addressOf(route) + (query[route] ?? '')
        const page = await request.get(address, { maxRedirects: 0 })
        const text = await read(role, `GET ${route}`, page)
        const gets = page.status() === 200 && !isMissing(text)
        if (page.status() >= 500) wrong.push(`${role} GET ${address}: ${page.status()}`)
        const isThere = day !== undefined || !route.includes('[day]')
        if (gets !== (isThere && readRoles(may).has(role)))
          wrong.push(`${role} ${gets ? 'gets' : 'does not get'} ${route}: ${page.status()}`)
        // What the router of the browser asks for, and what a stranger posts.
        await read(role, `RSC ${route}`, await request.get(address, { headers: { rsc: '1' } }))
      }),
    )
  }
  expect(wrong).toEqual([])
})

test('an unsigned call of a function is refused, whoever sends it', async () => {
  const functions = Object.keys(routeRows).filter((route) => route.startsWith('/api/'))
  const wrong: string[] = []
  const post = async (role: Role, route: string) => {
    const response = await people[role].page.request.post(route, { data: {} })
    await read(role, `POST ${route}`, response)
    if (response.ok() || response.status() >= 500) wrong.push(`${role} posts to ${route}: ${response.status()}`)
  }
  for (const route of functions) await Promise.all(roles.map((role) => post(role, route)))
  expect(wrong).toEqual([])
})

/** A form whose fields the action does not read says nothing about rights. */
const isInvalid = (text: string) => /"fields":\{[^}]*Invalid/.test(text)
/** Somebody who may not do it gets no success; why it fails is not theirs to know, so the words may differ. */
const isUndone = (text: string, location: string) =>
  isMissing(text) || text.includes('"ok":false') || /signed out|\/sign-in/.test(text + location)

/** Sends a server action as the browser does, with the arguments that React encodes. */
function act(request: APIRequestContext, origin: string, { id, page }: ServerAction, { form, value }: Row) {
  const headers = { 'next-action': id, accept: 'text/x-component', origin }
  const options = { maxRedirects: 0, timeout: 60_000 }
  if (value) {
    const type = { 'content-type': 'text/plain;charset=UTF-8' }
    return request.post(page, { ...options, headers: { ...headers, ...type }, data: JSON.stringify([fill(value)]) })
  }
  // React reads the fields of the form when it meets the arguments, so they come first.
  const multipart = new FormData()
  for (const [name, one] of Object.entries(fill(form ?? {}) as Record<string, string>))
    multipart.append(`_1_${name}`, one)
  multipart.append('0', '[null,"$K1"]')
  return request.post(page, { ...options, headers, multipart })
}

test('everybody reaches what exactly the listed server actions do', async ({ playwright, urls }) => {
  const rows = actionRows as Record<string, Row>
  const actions = readActions()
  expect([...actions.keys()].toSorted()).toEqual(Object.keys(rows).toSorted())
  const wrong: string[] = []
  for (const [name, row] of Object.entries(rows)) {
    const action = actions.get(name)
    if (!action) continue
    const page = {
      ...action,
      page: action.page.replace('[id]', /orders/.test(name) ? secrets.bought.id : secrets.stage.productId),
    }
    const may = readRoles(row.may)
    // What everybody may do needs no proof, and what members do to their account would end the sessions of this test.
    const tried = may.has('shopper') ? (['nobody'] as const) : roles
    await Promise.all(
      tried.map(async (role) => {
        const storageState = await people[role].context.storageState()
        const request = await playwright.request.newContext({
          baseURL: urls.store,
          storageState,
          extraHTTPHeaders: ownNetwork(),
        })
        const response = await act(request, urls.store, page, row)
        const text = await read(role, name, response)
        const location = `${response.headers().location ?? ''} ${response.headers()['x-action-redirect'] ?? ''}`
        const said = `${name}: ${response.status()} ${text.slice(-300)}`
        if (!may.has(role) && isInvalid(text)) wrong.push(`${role} sends a form that ${said}`)
        if (!(may.has(role) || isUndone(text, location))) wrong.push(`${role} reaches ${said}`)
        if (may.has(role) && !row.signsOut && /signed out|\/sign-in/.test(location + text.slice(0, 2000)))
          wrong.push(`${role} is refused ${said}`)
        await request.dispose()
      }),
    )
  }
  expect(wrong).toEqual([])
})

test('no answer and no line of the log shows what is personal or secret to a viewer, a shopper or a stranger', async ({
  urls,
}) => {
  const { canaries, bought } = secrets
  // They are where editors look, so the search above could have found them.
  const page = await (await people.editor.page.request.get(`/admin/orders/${bought.id}`)).text()
  for (const name of [
    'mail address',
    'name',
    'street',
    'postal code',
    'reason of a return',
    'reason of a refund',
    'tracking number',
    'key',
  ])
    expect(page, name).toContain(canaries.get(name))
  const seen = await (await people.viewer.page.request.get(`/admin/orders/${bought.id}`)).text()
  expect(seen).toContain('A customer in Vienna, Austria')
  const log = readFileSync(urls.log, 'utf8')
  const logged = [...canaries].filter(([, canary]) => log.includes(canary)).map(([name]) => name)
  const description =
    `${roles.length} roles; ${Object.keys(routeRows).length} routes, ${Object.keys(actionRows).length} actions: ${attempts} attempts; ` +
    `${canaries.size} canaries, ${found.size} found, ${logged.length} in the log`
  test.info().annotations.push({ type: 'tried', description })
  expect([...found], description).toEqual([])
  expect(logged).toEqual([])
})
