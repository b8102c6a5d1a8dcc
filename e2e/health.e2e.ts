import { expect, test } from '#e2e/fixtures.ts'

test('health says what is up', async ({ request }) => {
  const ask = async () => {
    const response = await request.get('/api/health')
    return { status: response.status(), cache: response.headers()['cache-control'], report: await response.json() }
  }
  const up = 'up'
  // A part that answers too late on a busy machine is down for that one answer.
  await expect.poll(ask).toMatchObject({
    status: 200,
    cache: 'no-store',
    report: { status: 'ok', parts: { database: up, payments: up, storage: up, queue: up, mail: up } },
  })
})

test('an idle connection to the store outlives the pauses of a busy machine', async ({ request }) => {
  expect((await request.get('/api/health')).headers()['keep-alive']).toBe('timeout=75')
})
