import { afterEach, expect, test, vi } from 'vitest'
import { samplingOf } from '#lib/sampling.ts'
import { startTrip } from '#lib/span.ts'
import { describeApi, describeSupabase, tracedFetch } from '#lib/traced-fetch.ts'

afterEach(() => vi.unstubAllGlobals())
const at = (path: string) => new URL(`https://project.supabase.co${path}`)

test.each([
  ['POST', '/rest/v1/rpc/get_order', 'rpc get_order'],
  ['GET', '/rest/v1/jobs?select=key&key=eq.secret', 'select jobs'],
  ['PATCH', '/rest/v1/products?id=eq.1', 'update products'],
  ['POST', '/storage/v1/object/photographs/uploads/ada.png', 'storage post photographs'],
  ['POST', '/storage/v1/object/upload/sign/originals/ada.png', 'storage upload sign originals'],
  ['POST', '/storage/v1/object/list/reports', 'storage list reports'],
  ['GET', '/auth/v1/user', 'auth user'],
])('%s %s is named %s', (method, path, name) => {
  expect(describeSupabase(at(path), method).name).toBe(name)
})

test.each([
  ['/v1/checkout/sessions', 'stripe POST /v1/checkout/sessions'],
  ['/v1/payment_intents/pi_3Abc/confirm', 'stripe POST /v1/payment_intents/{id}/confirm'],
])('%s has no id in its name', (path, name) => {
  expect(describeApi('stripe')(at(path), 'POST').name).toBe(name)
})

test('a call has its method and status, and nothing of its query, headers and body', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 409 }))
  const trip = startTrip('work', { parent: null, sampling: samplingOf({}) })
  const init = { method: 'POST', headers: { authorization: 'Bearer key-canary' }, body: '{"note":"body-canary"}' }
  const call = () =>
    tracedFetch(describeSupabase)('https://project.supabase.co/rest/v1/orders?email=eq.query-canary', init)
  expect((await trip.run(call)).status).toBe(409)
  const [span] = trip.end()
  expect(span).toMatchObject({
    name: 'insert orders',
    attributes: {
      ...{ 'http.request.method': 'POST', 'http.response.status_code': 409, 'server.address': 'project.supabase.co' },
      ...{ 'db.system.name': 'postgresql', 'db.collection.name': 'orders', 'error.type': '409' },
    },
  })
  expect(JSON.stringify(span)).not.toContain('canary')
})

test('outside a trip, a call is only made', async () => {
  const given: unknown[] = []
  vi.stubGlobal('fetch', async (...values: unknown[]) => {
    given.push(...values)
    return new Response('fine')
  })
  expect(await (await tracedFetch(describeSupabase)('https://example.com/rest/v1/x')).text()).toBe('fine')
  expect(given).toEqual(['https://example.com/rest/v1/x', undefined])
})
