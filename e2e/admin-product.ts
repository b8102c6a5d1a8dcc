import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { becomeStaff, type StaffRole } from '#e2e/plain-visits.ts'

/** Opens a page of the admin as the seeded member of staff with this role. */
export async function openAdmin(page: Page, role: StaffRole, address: string): Promise<void> {
  await becomeStaff(page, role)
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Opens the page of a lamp through the list. */
export async function openLamp(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: 'Products' }).click()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
}

/** Makes a draft through its form, with a unique name and URL, and stays on its page. */
export async function createDraft(page: Page): Promise<{ name: string; slug: string; id: string }> {
  const own = crypto.randomUUID().slice(0, 8)
  const name = `Lantern ${own}`
  const slug = `lantern-${own}`
  await page.goto('/admin/products/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('URL').fill(slug)
  const fields = {
    SKU: `NL-${own.toUpperCase()}`,
    Tagline: 'It waits for the evening.',
    Description: 'Glass, and a wick that is none. '.repeat(20),
    Year: '2026',
    'Weight, g': '1200',
    'Height, mm': '310',
    'Power, W': '7,5',
    'Brightness, lm': '600',
    'Light source': 'Integrated LED',
    Control: 'Touch',
    'Power supply': 'Mains, plug-in',
    Materials: 'Glass\nBrass',
  }
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByLabel('Category').selectOption({ label: 'Table lamps' })
  await page.getByLabel('Collection').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Create draft' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  return { name, slug, id: new URL(page.url()).pathname.split('/').at(-1) ?? '' }
}

export type Finish = { name: string; sku: string; price: string }

/** Fills the form for another finish and sends it. */
export async function addFinish(page: Page, { name, sku, price }: Finish): Promise<Locator> {
  const form = page.getByRole('form', { name: 'New finish' })
  await form.getByLabel('Finish', { exact: true }).fill(name)
  await form.getByLabel('Slug').fill(name.toLowerCase())
  await form.getByLabel('SKU').fill(sku)
  await form.getByLabel('Price, €').fill(price)
  await form.getByRole('button', { name: 'Add finish' }).click()
  return form
}

type State = {
  id: string
  status: string
  alt: string
  role: string
  photograph: { width: number; height: number; sizes: { url: string; width: number; format: string }[] } | null
}

/** The states of a lamp's photographs, as the admin gets them. */
export async function statesOf(request: APIRequestContext, productId: string): Promise<State[]> {
  return (await request.get(`/admin/photographs/states?productId=${productId}`)).json()
}
