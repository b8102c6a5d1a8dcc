import { expectAccessible } from '#e2e/accessibility.ts'
import { openPacked, section, sell } from '#e2e/admin-order.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { listMails } from '#e2e/people.ts'

test.slow()

test('the trace of a purchase is found from its order, and leads back to it', async ({ page, staff }) => {
  const order = await sell(page.request)
  const editor = await staff('editor')
  await openPacked(editor, order)
  await section(editor, 'Functions')
    .getByRole('link', { name: /^Trace [0-9a-f]{32}/ })
    .click()
  await expect(editor.getByRole('heading', { level: 1, name: /^Trace [0-9a-f]{32}$/ })).toBeVisible()
  const trace = editor.url().split('/').at(-1)
  const rows = editor.getByRole('main').locator('summary')
  await expect(rows.filter({ hasText: 'run stripe-webhook' }).first()).toBeVisible()
  await expect(rows.filter({ hasText: 'run process-order' }).first()).toBeVisible()
  const jobs = section(editor, 'Jobs')
  await expect(jobs.getByRole('listitem').filter({ hasText: `process-order.${order.id}` })).toContainText('Done')
  await rows.filter({ hasText: 'run process-order' }).first().click()
  await expect(editor.locator('details[open]').getByText(`process-order.${order.id}`).first()).toBeVisible()
  await expectAccessible(editor)

  // By its number, and by its trace.
  for (const query of [order.number.toLowerCase(), trace ?? '']) {
    await editor.goto('/admin/runs')
    await editor.getByLabel('Trace, order number, or text').fill(query)
    await editor.getByRole('button', { name: 'Show' }).click()
    await expect(editor).toHaveURL(/query=/)
    const table = editor.getByRole('table', { name: 'Runs, the newest first' })
    await expect(table.getByRole('row').filter({ hasText: 'stripe-webhook' }).first()).toBeVisible()
    await expectAccessible(editor)
  }
  await editor
    .getByRole('link', { name: /Trace of stripe-webhook/ })
    .first()
    .click()
  await editor.getByRole('link', { name: `Order ${order.number}` }).click()
  await expect(editor.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible()
})

test('a job that runs again twice has no second effect', async ({ page, staff, urls }) => {
  const order = await sell(page.request)
  const editor = await staff('editor')
  await openPacked(editor, order)
  const subject = new RegExp(`.* ${order.number}`)
  const receipts = async () => (await listMails(page.request, urls, order.email, subject)).length
  await expect.poll(receipts).toBe(1)
  await section(editor, 'Functions')
    .getByRole('link', { name: /^Trace/ })
    .click()
  const job = section(editor, 'Jobs')
    .getByRole('listitem')
    .filter({ hasText: `process-order.${order.id}` })
  await expect(job).toContainText('Done')
  const timeline = async () => {
    await editor.goto(`/admin/orders/${order.id}`)
    return section(editor, 'Timeline').getByRole('listitem').filter({ hasText: 'Packed' }).count()
  }
  const address = editor.url()
  for (const runs of [2, 3]) {
    await job.getByRole('button', { name: 'Run again' }).click()
    await expect(job).toContainText(`${runs} runs`, { timeout: 30_000 })
    await expect(job).toContainText('Done', { timeout: 30_000 })
  }
  expect(await receipts()).toBe(1)
  expect(await timeline()).toBe(1)
  const viewer = await staff('viewer')
  await viewer.goto(address)
  await expect(viewer.getByRole('button', { name: 'Run again' }).first()).toBeDisabled()
})

test('every function is listed with its runs, and one with a schedule is called now', async ({ staff }) => {
  const editor = await staff('editor')
  await editor.goto('/admin/functions')
  await expect(editor.getByRole('heading', { level: 1, name: 'Functions' })).toBeVisible()
  await expect(editor.getByRole('row').filter({ hasText: 'On an event' }).first()).toBeVisible()
  await expectAccessible(editor)
  await editor.getByRole('link', { name: 'sweep', exact: true }).click()
  await expect(section(editor, 'Definition')).toContainText('the schedule')
  await expect(section(editor, 'Rights')).toContainText('SUPABASE_ROLE_TOKENS')
  await editor.getByRole('button', { name: 'Run now' }).click()
  await expect(editor.getByText('It ran: 200.')).toBeVisible()
  await expect(section(editor, 'Cost').getByRole('row').filter({ hasText: 'AWS Lambda' })).toContainText('$')
  await expect(section(editor, 'Runs').getByRole('row').nth(1)).toContainText('Done')
  await expectAccessible(editor)
})

test('what the runs cost stands on a page of its own, with the prices', async ({ page, staff }) => {
  await sell(page.request)
  const viewer = await staff('viewer')
  await viewer.goto('/admin')
  await viewer.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: 'Costs' }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Costs' })).toBeVisible()
  const sums = viewer.getByRole('table', { name: 'Costs on each platform, in US dollars' })
  await expect(sums.getByRole('row').filter({ hasText: 'AWS Lambda' }).getByRole('cell').first()).toHaveText(/^\$0\.0/)
  const starts = viewer.getByRole('table', { name: /^The first run of a process/ })
  await expect(starts.getByRole('row').filter({ hasText: 'stripe-webhook' })).toContainText('ms')
  const prices = viewer.getByRole('table', { name: /^Prices of platforms/ })
  await expect(prices.getByRole('row').filter({ hasText: 'GB-second' }).first()).toContainText(/20\d\d-\d\d-\d\d/)
  await expect(section(viewer, 'Payments')).toContainText('Stripe takes 1.5 %')
  await expectAccessible(viewer)
})

test('the jobs of every list can be read by a viewer, who changes none', async ({ staff }) => {
  const viewer = await staff('viewer')
  await viewer.goto('/admin/jobs')
  for (const list of ['Dead', 'Waiting or running', 'Discarded']) {
    await viewer.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: list }).click()
    await expect(viewer.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: list })).toHaveAttribute(
      'aria-current',
      'page',
    )
    await expectAccessible(viewer)
  }
  for (const address of ['/admin/traces/none', `/admin/traces/${'0'.repeat(32)}`, '/admin/functions/none']) {
    await viewer.goto(address)
    await expect(viewer.getByRole('heading', { level: 1 })).toHaveText('Not found')
  }
})
