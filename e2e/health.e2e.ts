import { expect, test } from '#e2e/fixtures.ts'

test('health reports which services are up', async ({ request }) => {
  const ask = async () => {
    const response = await request.get('/api/health')
    return { status: response.status(), cache: response.headers()['cache-control'], report: await response.json() }
  }
  const up = 'up'
  // On a busy machine a service may answer too late and count as down in one report.
  await expect.poll(ask).toMatchObject({
    status: 200,
    cache: 'no-store',
    report: { status: 'ok', parts: { database: up, payments: up, storage: up, queue: up, mail: up } },
  })
})

test('the store keeps an idle connection open during the pauses of a busy machine', async ({ request }) => {
  expect((await request.get('/api/health')).headers()['keep-alive']).toBe('timeout=75')
})
