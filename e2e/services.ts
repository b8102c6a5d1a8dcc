import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import type { Urls } from '#e2e/stack.ts'

/** Opens the one mail to this address in the mailbox, once it has arrived. `timeout` is in milliseconds. */
export async function openReceipt(page: Page, urls: Urls, email: string, timeout = 60_000): Promise<void> {
  const entry = page.getByRole('listitem').filter({ hasText: email })
  await expect(async () => {
    await page.goto(urls.mailbox)
    await expect(entry).toHaveCount(1, { timeout: 1000 })
  }).toPass({ timeout })
  await entry.getByRole('link').click()
}

/** Presses "Deliver now" beside the message that waits for this function and this order. */
export async function deliverNow(page: Page, urls: Urls, job: string, orderId: string): Promise<void> {
  const row = page
    .getByRole('row')
    .filter({ hasText: `/api/${job}` })
    .filter({ hasText: orderId })
  await expect(async () => {
    await page.goto(urls.queue)
    await row.getByRole('button', { name: 'Deliver now' }).click({ timeout: 2000 })
  }).toPass()
}

/** The functions that wrote a line with this trace id into the store's log. */
export function functionsOf(urls: Urls, trace: string): string[] {
  const lines = readFileSync(urls.log, 'utf8').split('\n')
  const entries = lines.filter((line) => line.includes(trace)).map((line) => JSON.parse(line) as { function?: string })
  return [...new Set(entries.flatMap((entry) => entry.function ?? []))].sort()
}
