import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readPdf } from '#e2e/pdf.ts'
import { fire } from '#e2e/scheduler.ts'
import { type Shopping, shopBeforeYesterday } from '#e2e/shopping.ts'

test.describe.configure({ mode: 'serial', timeout: 180_000 })

let shopping: Shopping
const euros = (cents: number) => (cents / 100).toFixed(2)
const shown = (cents: number) =>
  new Intl.NumberFormat('en-IE', {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
  }).format(cents / 100)
const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
const titleOf = (day: string) => {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`))
  return `${format({ weekday: 'long' })}, ${format({ day: 'numeric', month: 'long', year: 'numeric' })}`
}

test('each of two days becomes one mail with a chart, however often the scheduler calls', async ({ page, urls }) => {
  shopping = await shopBeforeYesterday(urls, 14)
  const nightAfter = `?at=${dayAfter(shopping.day)}`
  const planned = await Promise.all(
    Array.from({ length: 10 }, () => fire<{ planned: string[] }>(page.request, 'sales-report', nightAfter)),
  )
  expect(new Set(planned.flatMap((answer) => answer.planned))).toEqual(
    new Set([`make-sales-report.day-${shopping.day}`]),
  )
  const subject = `${titleOf(shopping.day)}: ${shopping.orders} orders brought ${shown(shopping.revenue)}.`
  const entry = page.getByRole('listitem').filter({ hasText: subject })
  const expectOne = (mail: Locator) =>
    expect(async () => {
      await page.goto(urls.mailbox)
      await expect(mail).toHaveCount(1, { timeout: 1000 })
    }).toPass({ timeout: 90_000 })
  await fire(page.request, 'sales-report')
  await expectOne(page.getByRole('listitem').filter({ hasText: `${titleOf(dayAfter(shopping.day))}: ` }))
  await expectOne(entry)
  await expect(entry).toContainText('to owner@nightlight.example')
  await entry.getByRole('link').click()
  const mail = page.frameLocator('iframe')
  await expect(mail.getByRole('heading', { level: 1 })).toContainText(titleOf(shopping.day))
  const chart = mail.getByRole('img', { name: /Revenue from 00:00 to 23:00/ })
  await expect.poll(() => chart.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1040)
  for (const words of [shown(shopping.revenue), shown(shopping.refunded), 'Best sellers', 'Warm Start, Chalk']) {
    await expect(mail.getByText(words).filter({ visible: true }).first()).toBeVisible()
  }
})

/** Downloads by a link, and gives the file's name and bytes. */
async function download(page: Page, link: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

test('the page of a report has a chart, a table and two files, with the sums of the ledger', async ({ staff }) => {
  const { day, orders, revenue, refunded, hours } = shopping
  const viewer = await staff('viewer')
  await viewer.goto('/admin')
  await viewer.getByRole('link', { name: 'Reports' }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible()
  await expectAccessible(viewer)
  await viewer.getByRole('link', { name: titleOf(day) }).click()
  await expect(viewer.getByRole('heading', { level: 1, name: titleOf(day) })).toBeVisible()
  await expect(viewer.getByRole('img', { name: /^Revenue hour by hour/ })).toBeVisible()
  await viewer.getByRole('region', { name: 'Hour by hour' }).getByText('Show as a table').click()
  await expect(viewer.getByRole('table', { name: 'Hour by hour' }).getByRole('row')).toHaveCount(hours.length + 1)
  const figure = (name: string) =>
    viewer.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]')
  await expect(figure('Revenue')).toHaveText(shown(revenue))
  await expect(figure('Orders')).toHaveText(String(orders))
  await expect(figure('Refunded')).toHaveText(shown(refunded))
  await expectAccessible(viewer)
  await viewer.setViewportSize({ width: 390, height: 844 })
  expect(await viewer.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

  const csv = await download(viewer, 'Download as CSV')
  expect(csv.name).toBe(`nightlight-${day}.csv`)
  const rows = csv.bytes
    .toString('utf8')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
  const ofHours = rows.filter(([part]) => part === 'hour')
  const sum = (column: number) => ofHours.reduce((total, row) => total + Math.round(Number(row[column]) * 100), 0)
  expect(ofHours).toHaveLength(hours.length)
  expect([sum(2) / 100, sum(3), sum(4)]).toEqual([orders, revenue, refunded])
  expect(rows.find(([part]) => part === 'total')?.slice(1, 5)).toEqual([
    day,
    String(orders),
    euros(revenue),
    euros(refunded),
  ])

  const pdf = await download(viewer, 'Download as PDF')
  expect([pdf.name, pdf.bytes.subarray(0, 5).toString()]).toEqual([`nightlight-${day}.pdf`, '%PDF-'])
  const words = readPdf(pdf.bytes).split('\n')
  expect(words).toContain(titleOf(day))
  for (const line of [`${orders} orders brought ${shown(revenue)}.`, shown(revenue), shown(refunded)]) {
    expect(words).toContain(line)
  }
})

test('only staff can open a report and its files', async ({ stranger, page }) => {
  const { day } = shopping
  for (const path of [`/admin/reports/${day}/csv`, `/admin/reports/${day}/pdf`]) {
    const response = await stranger.request.get(path, { maxRedirects: 0 })
    const next = `/sign-in?next=${encodeURIComponent(path)}`
    expect([response.status(), response.headers().location]).toEqual([307, next])
    expect(response.headers()['content-disposition']).toBeUndefined()
  }
  await page.goto(`/admin/reports/${day}`)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
})

test('a day without a report has no page', async ({ staff }) => {
  const viewer = await staff('viewer')
  for (const name of ['2020-01-01', '2020-W01', '2020-01', 'yesterday', '2020-02-30']) {
    await viewer.goto(`/admin/reports/${name}`)
    await expect(viewer.getByRole('heading', { level: 1, name: 'Not found' }), name).toBeVisible()
  }
})
