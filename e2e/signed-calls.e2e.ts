import { expect, test } from '#e2e/fixtures.ts'
import { crons } from '#e2e/scheduler.ts'
import { type Signing, signAsDatabase, signAsQueue, signAsStripe } from '#e2e/signatures.ts'

type Call = {
  name: string
  other: string
  body: string
  sign: (signing: Signing) => Record<string, string>
  known: number
}

const event = {
  id: 'evt_e2e',
  object: 'event',
  type: 'customer.created',
  created: 1,
  data: { object: { id: 'cus_e2e' } },
}

/** A call without effect. `known` is the function's answer to a valid signature. */
const calls: Call[] = [
  { name: 'stripe-webhook', other: 'sweep', body: JSON.stringify(event), sign: signAsStripe, known: 200 },
  { name: 'storage-webhook', other: 'catalog-webhook', body: '{"type":"nothing"}', sign: signAsDatabase, known: 400 },
  { name: 'catalog-webhook', other: 'storage-webhook', body: '{"type":"nothing"}', sign: signAsDatabase, known: 400 },
  {
    name: 'make-thumbnail',
    other: 'process-order',
    body: '{"key":"e2e.none","input":{}}',
    sign: signAsQueue,
    known: 489,
  },
]

for (const { name, other, body, sign, known } of calls) {
  test(`/api/${name} answers only its own caller`, async ({ urls }) => {
    const url = `${urls.store}/api/${name}`
    const call = async (headers: Record<string, string>, sent = body) =>
      (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: sent }))
        .status
    const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60

    expect(await call({}), 'without a signature').toBe(401)
    expect(await call(sign({ body, url, key: 'a key of somebody else' })), 'forged').toBe(401)
    expect(await call(sign({ body, url, at: minutesAgo(20) })), 'stale').toBe(401)
    expect(await call(sign({ body, url }), `${body} `), 'for another body').toBe(401)
    if (sign !== signAsStripe) {
      expect(await call(sign({ body, url: `${urls.store}/api/${other}` })), 'moved from another function').toBe(401)
    }
    expect(await call(sign({ body, url })), 'signed as it should be').toBe(known)
  })
}

test('a scheduler without the secret gets 401', async ({ request }) => {
  for (const name of crons) {
    expect((await request.get(`/api/${name}`)).status(), name).toBe(401)
    for (const authorization of [
      'Bearer',
      'Bearer ',
      'Bearer undefined',
      'Bearer local-cron-secre',
      'local-cron-secret',
    ])
      expect((await request.get(`/api/${name}`, { headers: { authorization } })).status(), authorization).toBe(401)
  }
  const headers = { authorization: 'Bearer local-cron-secret' }
  expect((await request.get('/api/sweep', { headers })).status()).toBe(200)
  for (const name of crons.filter((one) => one !== 'sweep')) {
    expect((await request.get(`/api/${name}?at=2999-01-01`, { headers })).status(), name).toBe(400)
  }
})

test('a body over one megabyte is refused, and an unknown function is a 404', async ({ request }) => {
  const data = Buffer.alloc(1_048_577, 'x')
  const names = [
    'stripe-webhook',
    'storage-webhook',
    'catalog-webhook',
    'make-thumbnail',
    'process-order',
    'ship-order',
  ]
  for (const name of names) expect((await request.post(`/api/${name}`, { data })).status(), name).toBe(413)
  expect((await request.get('/api/nothing')).status()).toBe(404)
  expect((await request.post('/api/nothing', { data: '{}' })).status()).toBe(404)
  expect((await request.get('/api/stripe-webhook')).status()).toBe(405)
})
