import { expect, test } from '#e2e/fixtures.ts'

test('health says what is up', async ({ request }) => {
  const response = await request.get('/api/health')
  expect(response.status()).toBe(200)
  expect(response.headers()['cache-control']).toContain('no-store')
  const up = 'up'
  expect(await response.json()).toMatchObject({
    status: 'ok',
    parts: { database: up, payments: up, storage: up, queue: up, mail: up },
  })
})

test('an idle connection to the store outlives the pauses of a busy machine', async ({ request }) => {
  expect((await request.get('/api/health')).headers()['keep-alive']).toBe('timeout=75')
})
