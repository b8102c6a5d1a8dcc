import { readFileSync } from 'node:fs'
import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { listMails } from '#e2e/people.ts'
import type { Urls } from '#e2e/stack.ts'

/** Opens the receipt to this address, the only one, once it has arrived. `timeout` is in milliseconds. */
export async function openReceipt(page: Page, urls: Urls, email: string, timeout = 60_000): Promise<void> {
  await openMail(page, urls, { email, subject: /Your Nightlight order NL-\d+/ }, timeout)
}

/** Opens the one mail with this subject to this address, once it has arrived. `timeout` is in milliseconds. */
export async function openMail(
  page: Page,
  urls: Urls,
  { email, subject }: { email: string; subject: RegExp },
  timeout = 60_000,
): Promise<void> {
  let ids: string[] = []
  await expect
    .poll(
      async () => {
        ids = await listMails(page.request, urls, email, subject)
        return ids.length
      },
      { timeout },
    )
    .toBe(1)
  await page.goto(`${urls.mailbox}/inbox/${ids[0]}`)
}

/** Presses "Deliver now" beside the waiting message for this function and this order. */
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

/**
 * Delivers now every waiting message for this function that contains these words, because its next try may be minutes
 * away. It needs no browser. Gives the number of messages.
 */
export async function hurry(request: APIRequestContext, urls: Urls, job: string, words = ''): Promise<number> {
  const html = await (await request.get(urls.queue)).text()
  const rows = html.split('<tr').filter((row) => row.includes(`Deliver now /api/${job}"`) && row.includes(words))
  for (const row of rows) {
    const action = /action="([^"]*)"/.exec(row)?.[1] ?? ''
    await request.post(urls.queue + action, { headers: { origin: urls.queue }, maxRedirects: 0 })
  }
  return rows.length
}

/** The functions with a line of this trace id in the store's log. */
export function functionsOf(urls: Urls, trace: string): string[] {
  const lines = readFileSync(urls.log, 'utf8').split('\n')
  const entries = lines.filter((line) => line.includes(trace)).map((line) => JSON.parse(line) as { function?: string })
  return [...new Set(entries.flatMap((entry) => entry.function ?? []))].sort()
}
