import type { APIRequestContext, Page } from '@playwright/test'
import postgres from 'postgres'
import { expectAccessible } from '#e2e/accessibility.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { fire } from '#e2e/scheduler.ts'
import { hurry } from '#e2e/services.ts'
import type { Urls } from '#e2e/stack.ts'

test.describe.configure({ timeout: 420_000 })

type Check = { kept: boolean; down: string[] }

const minute = 60_000

/**
 * Runs checks for successive minutes, because the shop stores one for each minute. They begin some minutes ago, which is
 * recent enough, but on the shop's present day. The first follows a minute of the schedule, so that no scheduled check is
 * among the next four. Gives the parts that a check found down.
 */
async function checksOf(urls: Urls, request: APIRequestContext): Promise<() => Promise<string[]>> {
  // A scheduled check while a service is stopped would count too.
  const sinceOwn = () => Date.now() % (5 * minute)
  await expect
    .poll(() => sinceOwn() > minute / 4 && sinceOwn() < 4 * minute, { timeout: 2 * minute, intervals: [1000] })
    .toBe(true)
  const sql = postgres(urls.database, { max: 1 })
  const [row] = await sql<
    { begin: Date }[]
  >`select greatest(private.start_of(private.day_of(now())), now() - interval '10 minutes') as begin`
  await sql.end()
  if (row === undefined) throw new Error('the database does not tell when the day began')
  let at = Math.ceil(row.begin.getTime() / (5 * minute)) * 5 * minute + minute
  return async () => {
    for (;;) {
      // The function refuses a time in the future.
      await expect.poll(() => Date.now(), { timeout: 2 * minute }).toBeGreaterThan(at)
      const { kept, down } = await fire<Check>(request, 'check-health', `?at=${new Date(at).toISOString()}`)
      at += minute
      if (kept) return down
    }
  }
}

async function pressInInbox(page: Page, urls: Urls, button: string): Promise<void> {
  await page.goto(urls.mailbox)
  await page.getByRole('button', { name: button }).click()
}

/** Waits for the mail with these words in its subject. It delivers the job now, because the next try may be minutes away. */
async function expectMail(page: Page, urls: Urls, subject: RegExp): Promise<void> {
  await expect(async () => {
    await hurry(page.request, urls, 'tell-owner')
    await page.goto(urls.mailbox)
    await expect(page.getByRole('listitem').filter({ hasText: subject })).toHaveCount(1, { timeout: 1000 })
  }).toPass({ timeout: 120_000 })
}

test('without the mail service the status page shows an incident, and the owner gets a mail when it is back', async ({
  page,
  urls,
}) => {
  const check = await checksOf(urls, page.request)
  await check()
  await page.goto('/status')
  const mail = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name: 'Mail' }) })
  await expect(mail).toContainText('Works')
  await expect(mail.getByRole('img', { name: /^Mail: .* of checks passed in 90 days/ })).toBeVisible()
  await expectAccessible(page)

  await pressInInbox(page, urls, 'Simulate an outage')
  try {
    expect(await check()).toContain('mail')
    await page.goto('/status')
    await expect(mail).toContainText('Does not work')
    const incident = page.getByRole('listitem').filter({ hasText: 'ongoing' }).filter({ hasText: 'Mail' })
    await expect(incident).toHaveCount(0)
    expect(await check()).toContain('mail')
    await page.goto('/status')
    await expect(incident).toHaveCount(1)
    await expect(page.getByText(/^Not everything works: .*Mail/)).toBeVisible()
    await expectAccessible(page)
  } finally {
    await pressInInbox(page, urls, 'End the outage')
  }
  await expectMail(page, urls, /Down: .*Mail/)

  expect(await check()).not.toContain('mail')
  await page.goto('/status')
  await expect(mail).toContainText('Works')
  await expect(mail.getByRole('img', { name: /failures on/ })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'ongoing' }).filter({ hasText: 'Mail' })).toHaveCount(0)
  await expectMail(page, urls, /Resolved: .*Mail/)
})
