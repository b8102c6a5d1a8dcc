import { expect, onTestFinished, test, vi } from 'vitest'
import { createQueue } from '#local/queue/server.ts'
import { openDestination, openQueue, secrets, waitOptions } from '#local/queue/testing.ts'

const read = async (url: string) => (await fetch(url)).text()

/** Presses a button as a browser does: it posts to the form's action with the page's own origin. */
async function press(url: string, label: string): Promise<Response> {
  const source = await read(url)
  const form = [...source.matchAll(/<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/g)].find(([, , inside]) =>
    inside?.includes(`aria-label="${label}"`),
  )
  if (!form?.[1]) throw new Error(`no button ${label}`)
  return fetch(url + form[1], { method: 'POST', headers: { origin: url }, redirect: 'manual' })
}

test('the console shows a delayed message with its body, and a button delivers it now', async () => {
  const destination = await openDestination()
  const { client, url } = await openQueue()
  await client.publishJSON({
    url: `${destination.url}/api/ship-order`,
    body: { note: '<script>alert(1)</script>' },
    delay: '2h',
  })
  const source = await read(url)
  expect(source).toContain('/api/ship-order')
  expect(source).toContain('delayed')
  expect(source).toContain('in 2 hours')
  expect(source).toContain('&lt;script&gt;alert(1)')
  expect(source).not.toContain('<script>')
  const pressed = await press(url, 'Deliver now /api/ship-order')
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/'])
  await vi.waitFor(() => expect(destination.paths()).toEqual(['/api/ship-order']), waitOptions)
  await vi.waitFor(async () => {
    const after = await read(url)
    expect(after).toContain('No message is pending.')
    expect(after.split('<h2>Recent deliveries')[1]).toContain('/api/ship-order')
  }, waitOptions)
})

test('the console shows a dead letter with its last status and replays it', async () => {
  let broken = true
  const destination = await openDestination({
    '/api/pack': () => new Response('jammed', { status: broken ? 502 : 200 }),
  })
  const { client, url } = await openQueue()
  await client.publish({ url: `${destination.url}/api/pack`, body: 'lamp', retries: 0 })
  await vi.waitFor(async () => expect(await read(url)).toContain('Dead letters (1)'), waitOptions)
  expect(await read(url)).toMatch(/502[\s\S]*jammed[\s\S]*lamp/)
  broken = false
  await press(url, 'Replay /api/pack')
  await vi.waitFor(() => expect(destination.calls).toHaveLength(2), waitOptions)
  await vi.waitFor(async () => expect(await read(url)).toContain('Dead letters (0)'), waitOptions)
})

test('the console shows the attempts and last status of a retried message, and the next run of a schedule', async () => {
  const destination = await openDestination({ '/api/late': () => new Response('', { status: 503 }) })
  const { client, url } = await openQueue()
  await client.publish({ url: `${destination.url}/api/late` })
  await client.schedules.create({ destination: `${destination.url}/api/report`, cron: '0 5 * * *' })
  await vi.waitFor(async () => {
    const source = await read(url)
    expect(source).toMatch(/api\/late[\s\S]*retrying[\s\S]*1 of 4[\s\S]*503/)
    expect(source.split('<h2>Schedules')[1]).toMatch(/api\/report[\s\S]*0 5 \* \* \*[\s\S]*<time/)
  }, waitOptions)
})

test('the console lists the crons of the scheduler with their next and last runs', async () => {
  const crons = [
    { path: '/api/sweep', schedule: '* * * * *', next: Date.now() + 30_000, last: Date.now() - 30_000 },
    { path: '/api/clean-up', schedule: '0 3 * * 0', next: Date.now() + 4 * 86_400_000, last: null },
  ]
  const { url } = await openQueue({ listCrons: () => crons })
  const [, section = ''] = (await read(url)).split('<h2>Crons')
  expect(section).toMatch(/api\/sweep[\s\S]*\* \* \* \* \*[\s\S]*in \d\d seconds[\s\S]*\d\d seconds ago/)
  expect(section).toMatch(/api\/clean-up[\s\S]*0 3 \* \* 0[\s\S]*in 4 days[\s\S]*never/)
})

test('the console accepts forms of its own pages only, and answers under a local host name only', async () => {
  const { client, url } = await openQueue()
  const { messageId } = await client.publish({ url: 'http://127.0.0.1:9/', delay: '1h' })
  const order = (headers: Record<string, string>) =>
    fetch(`${url}/console/messages/${messageId}/deliver`, { method: 'POST', headers, redirect: 'manual' })
  expect((await order({ origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await order({ origin: 'null' })).status).toBe(403)
  expect((await order({})).status).toBe(403)
  expect((await client.messages.get(messageId)).notBefore).toBeGreaterThan(Date.now())

  const queue = createQueue({ file: ':memory:', ...secrets })
  onTestFinished(() => queue.close())
  const read = async (page: string) => (await queue.fetch(new Request(page))).status
  expect([await read('http://localhost/'), await read('http://rebound.example/')]).toEqual([200, 403])
})
