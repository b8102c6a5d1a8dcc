import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { apartFromPages } from '#deploy/apart.ts'
import type { Deployed } from '#deploy/conformance/platform.ts'
import { platforms } from '#deploy/conformance/platforms.ts'
import { openShop, type ShopFloor } from '#deploy/conformance/purchase.ts'
import { registry } from '#functions/registry.gen.ts'

// A purchase and an upload with the store's own functions, whole, on every platform.

let floor: ShopFloor

beforeAll(async () => {
  floor = await openShop()
})
afterAll(() => floor.close())
beforeEach(() => {
  for (const name of ['log', 'warn', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})

/** Delivers what the functions have sent, and what that causes; the sweep rings for what waits. */
async function work(deployed: Deployed, delivered: { count: number }): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const waiting = deployed.sent().slice(delivered.count)
    delivered.count += waiting.length
    for (const { line, text } of waiting) {
      const name = registry.find((one) => one.name === line.replace(/-fallbacks$/, ''))?.name ?? ''
      const [result] = await deployed.deliver(name, [text])
      expect([line, result?.fate]).toEqual([line, 'gone'])
    }
    await floor.database
      .sql`update jobs set run_at = now() - interval '1 hour', rung_at = null where status = 'waiting'`
    expect(await deployed.schedule('sweep', new Date())).toBe(true)
  }
}

describe.each(platforms)('$name', ({ deploy, without = [] }) => {
  const has = (what: (typeof without)[number]) => !without.includes(what)
  let deployed: Deployed
  const delivered = { count: 0 }
  beforeAll(async () => {
    deployed = await deploy(apartFromPages(registry), { ...floor.environment, PROBE_SET: 'store' })
  }, 60_000)
  afterAll(() => deployed.stop())

  test('an order is paid, packed, shipped and delivered, and its receipt is sent once', async () => {
    floor.mails.length = 0
    const { id, trace, call } = await floor.payOrder()
    for (let times = 0; times < 2; times++) {
      expect((await deployed.fetch('/api/stripe-webhook', call)).status).toBe(200)
    }
    await work(deployed, delivered)
    const [order] = await floor.database
      .sql`select status, needs_attention, receipt_email_id from orders where id = ${id}`
    expect(order).toMatchObject({ status: 'delivered', needs_attention: null, receipt_email_id: expect.any(String) })
    const toShopper = floor.mails
      .filter(({ to }) => String(to).includes('ada@example.com'))
      .map(({ subject }) => subject)
    expect(new Set(toShopper).size).toBe(toShopper.length)
    const runs = await floor.database
      .sql`select distinct function from function_runs where trace = ${trace} order by function`
    const functions = runs.map((run) => run.function as string)
    expect(functions).toEqual(
      expect.arrayContaining(['deliver-order', 'process-order', 'ship-order', 'stripe-webhook']),
    )
  }, 60_000)

  const ways = has('photographs') ? ['database', ...(has('uploads') ? ['platform'] : [])] : []
  test.for(ways)('a photograph gets its sizes when the %s reports its upload', { timeout: 60_000 }, async (way) => {
    const { sql } = floor.database
    const original = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#3a6' } })
      .png()
      .toBuffer()
    const id = randomUUID()
    await sql`truncate net.http_request_queue`
    await sql`insert into photographs (id, product_id, role, alt, original_path, position)
      values (${id}, ${floor.product}, 'on', 'A lamp', ${`${id}.png`}, ${Math.floor(Math.random() * 1e6)})`
    const bucket = floor.database.signIn('service_role').storage.from('originals')
    expect((await bucket.upload(`${id}.png`, original, { contentType: 'image/png' })).error).toBeNull()
    const posts = await sql<{ headers: Record<string, string>; body: Buffer }[]>`
      select headers, body from net.http_request_queue where url like '%/api/storage-webhook'`
    expect(posts).toHaveLength(1)
    if (way === 'platform') expect(await deployed.upload?.(`${id}.png`)).toBe(true)
    else
      for (const { headers, body } of posts) {
        const call = { method: 'POST', headers, body: new Uint8Array(body) }
        expect((await deployed.fetch('/api/storage-webhook', call)).status).toBe(200)
      }
    await work(deployed, delivered)
    const [photograph] = await sql`select status from photographs where id = ${id}`
    expect(photograph?.status).toBe('ready')
    const [made] = await sql`select count(*)::int as sizes from photograph_sizes where photograph_id = ${id}`
    expect(made?.sizes).toBeGreaterThan(5)
  })
})
