import postgres from 'postgres'
import { expect, test } from '#e2e/fixtures.ts'
import { countMails } from '#e2e/people.ts'
import { becomeStaff, buyPlainly } from '#e2e/plain-visits.ts'
import { newEmail } from '#e2e/purchase.ts'

test('the trace of a purchase is read from its order, whole, from the click to the mail', async ({
  page,
  request,
  urls,
}) => {
  test.setTimeout(120_000)
  const email = newEmail('traced')
  const order = await buyPlainly(request, { email })
  await expect.poll(() => countMails(request, urls, email), { timeout: 60_000 }).toBe(1)
  const sql = postgres(urls.database, { max: 1 })
  try {
    const [{ trace } = {}] = await sql`select split_part(trace, '-', 2) as trace from orders where id = ${order.id}`
    const read = () => sql`select s.id, s.parent, s.name, s.function, s.attributes, s.events, p.name as inside
      from spans s left join spans p on p.trace = s.trace and p.id = s.parent where s.trace = ${trace} order by s.started_at`
    // The run of the mail stores its spans when it has ended, and the page when it has answered.
    await expect
      .poll(async () => (await read()).map(({ name }) => name))
      .toEqual(expect.arrayContaining(['action checkout', 'run stripe-webhook', 'run process-order']))
    const spans = await read()
    const names = spans.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        ...['rpc place_order', 'stripe POST /v1/checkout/sessions', 'rpc mark_paid', 'publish process-order'],
        ...['wait process-order', 'step send-receipt', 'mail send', 'rpc keep_receipt'],
      ]),
    )
    expect(spans.filter(({ parent, inside }) => parent && !inside).map(({ name }) => name)).toEqual([])
    expect(spans.filter(({ parent }) => !parent).map(({ name }) => name)).toEqual(['action checkout'])
    const inside = Object.fromEntries(spans.map((span) => [span.name, span.inside]))
    expect(inside).toMatchObject({
      'rpc place_order': 'action checkout',
      'run stripe-webhook': 'action checkout',
      'publish process-order': 'run stripe-webhook',
      'run process-order': 'publish process-order',
    })
    const text = JSON.stringify(spans)
    for (const canary of [email, order.key, 'Ada Byron', 'James']) expect(text).not.toContain(canary)
  } finally {
    await sql.end()
  }
  await becomeStaff(page, 'viewer')
  await page.goto(`/admin/orders/${order.id}`)
  await expect(page.getByRole('region', { name: 'Function runs' })).toContainText('process-order')
})
