import { expect, type Locator, type Page } from '@playwright/test'

/** The conversation of the open panel. */
export const conversation = (page: Page): Locator => page.getByRole('region', { name: 'Conversation' })
/** The newest answer in it. */
export const answer = (page: Page): Locator =>
  conversation(page).getByRole('listitem').filter({ hasText: 'Nightlight:' }).last()

/** Opens the assistant's panel. */
export async function openAssistant(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask about lamps' }).click()
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused()
}

/** Sends a message and waits until its answer is complete. */
export async function ask(page: Page, message: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(message)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(conversation(page).getByText(message).last()).toBeVisible()
  await expect(conversation(page)).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
}
