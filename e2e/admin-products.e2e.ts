import { expectAccessible } from '#e2e/accessibility.ts'
import { addFinish, createDraft, openAdmin, openLamp } from '#e2e/admin-product.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { watch } from '#e2e/watch.ts'

test.describe.configure({ timeout: 120_000 })

test('staff search, filter and sort the list', async ({ page }) => {
  const watched = watch(page)
  await openAdmin(page, 'viewer', '/admin/products')
  const rows = page.getByRole('table', { name: 'Lamps' }).getByRole('row')
  await expect(page.getByRole('status').filter({ hasText: 'lamps' })).toContainText(/\d+ lamps/)
  await page.getByLabel('Name or SKU').fill('NL-PORC-01-MOS')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('Porch')
  await page.getByLabel('Name or SKU').fill('')
  await page.getByLabel('Category').selectOption({ label: 'Night & outdoor' })
  await page.getByLabel('Sort by').selectOption({ label: 'Price, lowest first' })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/category=night.*sort=price/)
  await expect(page.getByText(/^\d+ of \d+ lamps$/)).toBeVisible()
  await expect(rows.nth(1)).not.toContainText('Porch')
  const prices = (await page.getByRole('cell', { name: /^€/ }).allTextContents()).map((text) =>
    Number(text.replace(/[€,]/g, '')),
  )
  expect(prices.length).toBeGreaterThan(1)
  expect(prices).toEqual(prices.toSorted((a, b) => a - b))
  await expectAccessible(page)
  await page.getByLabel('Name or SKU').fill('no such lamp')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('No lamps match these filters.')).toBeVisible()
  expect(watched.problems).toEqual([])
})

test('the shop shows a draft only once it is active, and a new price at once', async ({ page, browser }) => {
  const watched = watch(page)
  await openAdmin(page, 'editor', '/admin/products')
  const { name, slug } = await createDraft(page)
  const shopper = await browser.newPage()
  expect((await shopper.goto(`/products/${slug}`))?.status()).toBe(404)

  const status = page.getByLabel('Status')
  await status.selectOption('active')
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('A lamp without a finish has no price. Add a finish first.').first()).toBeVisible()
  await expect(status).toHaveValue('active')

  const added = await addFinish(page, { name: 'Bone', sku: 'NL-PORC-01-BON', price: '129,5' })
  await expect(added.getByText('Another finish already has this SKU.').first()).toBeVisible()
  await expect(added.getByLabel('Price, €')).toHaveValue('129,5')
  await added.getByLabel('SKU').fill(`${slug.toUpperCase()}-BON`)
  await added.getByRole('button', { name: 'Add finish' }).click()
  const finish = page.getByRole('form', { name: 'Bone' })
  await expect(finish.getByLabel('Price, €')).toHaveValue('129.50')
  await expect(page.getByRole('complementary', { name: 'In the shop' })).toContainText('€129.50')

  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Saved. The shop shows it now.')).toBeVisible()
  await shopper.goto(`/products/${slug}`)
  await expect(shopper.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(shopper.getByRole('main')).toContainText('€129.50')

  await finish.getByLabel('Price, €').fill('131.05')
  await expect(page.getByRole('complementary', { name: 'In the shop' })).toContainText('€131.05')
  await finish.getByRole('button', { name: 'Save Bone' }).click()
  await expect(finish.getByRole('status')).toContainText('Bone costs €131.05')
  await shopper.reload()
  await expect(shopper.getByRole('main')).toContainText('€131.05')
  // A list that was being made at that moment may have the old price until the database's event expires it.
  const entry = shopper.getByRole('article').filter({ hasText: name })
  await expect(async () => {
    await shopper.goto('/products')
    await expect(entry).toContainText('€131.05', { timeout: 500 })
  }).toPass({ timeout: 10_000 })

  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('button', { name: 'Restore as draft' })).toBeVisible()
  await expect.poll(async () => (await shopper.request.get(`/products/${slug}`)).status()).toBe(404)
  await expect(async () => {
    await shopper.goto('/products')
    await expect(entry).toHaveCount(0, { timeout: 500 })
  }).toPass({ timeout: 10_000 })
  await shopper.close()
  expect(watched.problems).toEqual([])
})

test('a stock movement needs a reason, and the last movements show it', async ({ page, request }) => {
  await openAdmin(page, 'editor', '/admin/products')
  const { slug } = await createDraft(page)
  await addFinish(page, { name: 'Moss', sku: `${slug.toUpperCase()}-MOS`, price: '99' })
  await expect(page.getByRole('form', { name: 'Moss' })).toBeVisible()

  const move = page.getByRole('form', { name: 'Stock adjustment' })
  const record = async (reason: string, quantity: string, answer: string) => {
    await move.getByLabel('Reason').selectOption(reason)
    await move.getByLabel('Quantity').fill(quantity)
    await move.getByRole('button', { name: 'Adjust stock' }).click()
    await expect(move.getByRole('status')).toHaveText(answer)
  }
  await record('received', '12', 'Moss: 12 in stock.')
  await record('damaged', '2', 'Moss: 10 in stock.')
  await record('damaged', '11', 'Only 10 are in stock.')
  await record('counted', '9', 'Moss: 9 in stock.')
  await record('received', '1.5', 'Enter a whole number of pieces.')
  await expect(move.getByLabel('Quantity')).toHaveValue('1.5')
  const movements = page.getByRole('table', { name: 'Last movements' }).getByRole('row')
  await expect(movements).toHaveCount(4)
  await expect(movements).toContainText(['Reason', /CountedMoss−1/, /DamagedMoss−2/, /ReceivedMoss\+12/])

  await page.getByRole('button', { name: 'Remove Moss' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'their records keep it' })).toBeVisible()
  await page.getByLabel('Status').selectOption('active')
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Saved. The shop shows it now.')).toBeVisible()
  const stock: { stock: number }[] = await (await request.get(`/live-stock?slug=${slug}`)).json()
  expect(stock.map((one) => one.stock)).toEqual([9])
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('button', { name: 'Restore as draft' })).toBeVisible()
})

test('staff reorder finishes and remove one that no order needs', async ({ page }) => {
  await openAdmin(page, 'editor', '/admin/products')
  const { slug } = await createDraft(page)
  for (const finish of ['Ash', 'Birch', 'Cedar']) {
    await addFinish(page, { name: finish, sku: `${slug.toUpperCase()}-${finish.toUpperCase()}`, price: '99' })
    await expect(page.getByRole('form', { name: finish })).toBeVisible()
  }
  const names = () => page.getByRole('button', { name: /^Save (Ash|Birch|Cedar)$/ }).allTextContents()
  await page.getByRole('button', { name: 'Move up Cedar' }).click()
  await expect.poll(names).toEqual(['Save Ash', 'Save Cedar', 'Save Birch'])
  await page.getByRole('button', { name: 'Move down Ash' }).click()
  await expect.poll(names).toEqual(['Save Cedar', 'Save Ash', 'Save Birch'])
  await page.getByRole('button', { name: 'Remove Ash' }).click()
  await expect.poll(names).toEqual(['Save Cedar', 'Save Birch'])
  await page.reload()
  await expect.poll(names).toEqual(['Save Cedar', 'Save Birch'])
})

test('the form checks a URL while somebody types it and when they save it', async ({ page }) => {
  await openAdmin(page, 'editor', '/admin/products')
  const { slug } = await createDraft(page)
  const address = page.getByLabel('URL')
  await address.fill('Not An Address')
  await expect(page.getByText('Use only lower-case letters')).toBeVisible()
  await address.fill('porch')
  await expect(page.getByText('Porch already has this URL.')).toBeVisible()
  await expect(address).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Another lamp already has this URL.').first()).toBeVisible()
  await expect(address).toHaveValue('porch')
  await expect(page.getByLabel('Tagline')).toHaveValue('It waits for the evening.')
  await address.fill(`${slug}-two`)
  await expect(page.getByText('This URL is available.')).toBeVisible()
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await expectAccessible(page)
})

test('an edit of a lamp that somebody else has just changed gets a warning and loses nothing', async ({
  page,
  browser,
}) => {
  await openAdmin(page, 'editor', '/admin/products')
  await createDraft(page)
  const other = await browser.newPage()
  await openAdmin(other, 'owner', new URL(page.url()).pathname)
  await other.getByLabel('Tagline').fill('The other one was first.')
  await other.getByRole('button', { name: 'Save lamp' }).click()
  await expect(other.getByText('Saved.', { exact: true })).toBeVisible()
  await page.getByLabel('Tagline').fill('This one was second.')
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Somebody has changed this lamp since you opened it.')).toBeVisible()
  await expect(page.getByLabel('Tagline')).toHaveValue('This one was second.')
  await page.reload()
  await expect(page.getByLabel('Tagline')).toHaveValue('The other one was first.')
  await other.close()
})

test('a viewer sees every field of a lamp and can change none', async ({ page }) => {
  const watched = watch(page)
  await openAdmin(page, 'viewer', '/admin/products')
  await expect(page.getByRole('link', { name: 'New lamp' })).toHaveCount(0)
  await openLamp(page, 'Porch')
  await expect(page.getByText('Read-only: viewers cannot change lamps.')).toBeVisible()
  for (const label of ['Name', 'Description', 'Tagline']) {
    await expect(page.getByLabel(label, { exact: true })).toBeDisabled()
  }
  await expect(page.getByLabel('Add photographs')).toBeDisabled()
  const enabled = page.getByRole('main').getByRole('button', { disabled: false })
  await expect(enabled).toHaveCount(0)
  await expectAccessible(page)
  expect(watched.problems).toEqual([])
})
