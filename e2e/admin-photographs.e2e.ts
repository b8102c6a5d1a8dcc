import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { expectAccessible } from '#e2e/accessibility.ts'
import { addFinish, createDraft, openAdmin, statesOf } from '#e2e/admin-product.ts'
import { expect, test } from '#e2e/fixtures.ts'

test.describe.configure({ timeout: 180_000 })

const catalogue = join(import.meta.dirname, '../supabase/seed/photographs')
const porch = readFileSync(join(catalogue, 'porch-on.jpg'))
const section = (page: Page) => page.getByRole('region', { name: 'Photographs' })
const rows = (page: Page) => section(page).locator('[data-photograph]')
const add = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.getByLabel('Add photographs').setInputFiles(files)
const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer })

/** The colour of the test picture at this place: red or blue. */
async function colourAt(picture: Buffer, place: 'top' | 'bottom'): Promise<string> {
  const { width = 0, height = 0 } = await sharp(picture).metadata()
  const top = place === 'top' ? Math.round(height * 0.05) : Math.round(height * 0.9)
  // Not `stats()`, which reads the picture before `extract`.
  const pixel = sharp(picture).extract({ left: Math.round(width / 2), top, width: 1, height: 1 })
  const [red = 0, , blue = 0] = await pixel.raw().toBuffer()
  return red > blue ? 'red' : 'blue'
}

test('a rotated photograph of twelve megapixels with a location becomes upright sizes without metadata', async ({
  page,
}) => {
  // Upright: 3000 wide, 4000 high, red above and blue below, around a photograph of the catalogue.
  const band = (background: string) => ({ create: { width: 3000, height: 500, channels: 3 as const, background } })
  const upright = await sharp(porch)
    .resize(3000, 4000, { fit: 'cover' })
    .composite([
      { input: band('#ff0000'), gravity: 'north' },
      { input: band('#0000ff'), gravity: 'south' },
    ])
    .png({ compressionLevel: 1 })
    .toBuffer()
  // Orientation 6: viewers turn it a quarter clockwise, so the file is stored turned the other way.
  const original = await sharp(upright)
    .rotate(270)
    .jpeg({ quality: 90 })
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Orientation: '6', Artist: 'canary-artist' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 22/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '4/1 53/1 0/1' },
    })
    .toBuffer()
  const before = await sharp(original).metadata()
  expect(before).toMatchObject({ width: 4000, height: 3000, orientation: 6 })
  expect(before.exif?.includes('canary-artist')).toBe(true)

  await openAdmin(page, 'editor', '/admin/products')
  const { id } = await createDraft(page)
  await add(page, [jpeg('garden.jpg', original)])
  await expect(rows(page)).toHaveCount(1, { timeout: 30_000 })
  await expect(rows(page).getByRole('status').first()).toHaveText('Ready No alt text yet', { timeout: 30_000 })
  await expect(rows(page).locator('img').first()).toBeVisible()

  const [made] = await statesOf(page.request, id)
  expect(made?.photograph).toMatchObject({ width: 3000, height: 4000 })
  const sizes = made?.photograph?.sizes ?? []
  expect(sizes.map(({ width }) => width).toSorted((a, b) => a - b)).toEqual([160, 320, 640, 960, 1280, 1920, 2400])
  for (const { url, width } of sizes) {
    const file = await (await page.request.get(url)).body()
    const metadata = await sharp(file).metadata()
    expect(metadata).toMatchObject({ format: 'webp', width })
    expect(Math.abs(metadata.height - (width * 4) / 3)).toBeLessThanOrEqual(1)
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual(Array(4).fill(undefined))
    expect(file.includes('canary-artist')).toBe(false)
    expect([await colourAt(file, 'top'), await colourAt(file, 'bottom')]).toEqual(['red', 'blue'])
  }
  await expectAccessible(page)
})

test('the admin refuses other files at once, and a damaged photograph fails with a reason', async ({ page }) => {
  await openAdmin(page, 'editor', '/admin/products')
  const { id } = await createDraft(page)
  const size = { create: { width: 8100, height: 5000, channels: 3 as const, background: '#c86' } }
  await add(page, [
    jpeg('letter.jpg', Buffer.from('Dear Sir or Madam, this is not a lamp.')),
    { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    jpeg('drawing.jpg', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')),
    jpeg('heavy.jpg', Buffer.concat([porch, Buffer.alloc(16 * 1024 * 1024)])),
    jpeg('wide.jpg', await sharp(size).jpeg().toBuffer()),
    jpeg('empty.jpg', Buffer.alloc(0)),
    jpeg('torn.jpg', porch.subarray(0, Math.round(porch.length / 2))),
  ])
  const way = page.getByRole('list', { name: 'Uploads' }).getByRole('listitem')
  for (const [name, reason] of [
    ['letter.jpg', 'This is not a picture'],
    ['logo.svg', 'This is a drawing (SVG)'],
    ['drawing.jpg', 'This is a drawing (SVG)'],
    ['heavy.jpg', 'The most is 15 MB'],
    ['wide.jpg', '41 megapixels'],
    ['empty.jpg', 'This file is empty'],
  ] as const) {
    await expect(way.filter({ hasText: name })).toContainText(reason)
  }
  await expect(rows(page)).toHaveCount(1, { timeout: 30_000 })
  const state = rows(page).getByRole('status').first()
  await expect(state).toHaveText('Failed This photograph is damaged or incomplete.', { timeout: 30_000 })
  await expect(way).toHaveCount(6)
  for (const name of ['letter.jpg', 'logo.svg']) await page.getByRole('button', { name: `Dismiss ${name}` }).click()
  await expect(way).toHaveCount(4)

  // The state is "failed" before and after, so wait for the answer that the new try has begun.
  const tried = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: /^Try again/ }).click()
  await tried
  await expect
    .poll(async () => (await statesOf(page.request, id)).map(({ status }) => status), { timeout: 30_000 })
    .toEqual(['failed'])
  await expect(state).toHaveText('Failed This photograph is damaged or incomplete.', { timeout: 30_000 })
  await page.goto('/admin/photographs?status=failed')
  await expect(page.getByText('Failed This photograph is damaged or incomplete.').first()).toBeVisible()
  await expectAccessible(page)

  await page.goto(`/admin/products/${id}`)
  await page.getByRole('button', { name: /^Remove photograph/ }).click()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('button', { name: /^Remove photograph/ }).click()
  await page.getByRole('button', { name: 'Yes, remove' }).click()
  await expect(rows(page)).toHaveCount(0)
  expect(await statesOf(page.request, id)).toEqual([])
})

test('a broken upload can be sent again, and an abandoned one waits for its file', async ({ page }) => {
  await openAdmin(page, 'editor', '/admin/products')
  const { id } = await createDraft(page)
  await page.route(/\/object\/upload\/sign\//, (route) => route.abort())
  await add(page, [jpeg('porch.jpg', porch)])
  const way = page.getByRole('list', { name: 'Uploads' })
  await expect(way).toContainText('The connection was lost')
  await page.unroute(/\/object\/upload\/sign\//)
  await page.getByRole('button', { name: 'Send porch.jpg again' }).click()
  await expect(rows(page).getByRole('status').first()).toContainText('Ready', { timeout: 30_000 })
  expect(await statesOf(page.request, id)).toHaveLength(1)

  await page.route(/\/object\/upload\/sign\//, (route) => route.abort())
  await add(page, [jpeg('left.jpg', porch)])
  await expect(way).toContainText('The connection was lost')
  await page.reload()
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).nth(1).getByRole('status').first()).toHaveText('Waiting for a file')
  await rows(page)
    .nth(1)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await page.getByRole('button', { name: 'Yes, remove' }).click()
  await expect(rows(page)).toHaveCount(1)
})

test('the admin saves alt text, order, role and focal point, and the shop uses the focal point', async ({
  page,
  browser,
}) => {
  await openAdmin(page, 'editor', '/admin/products')
  const { slug, id } = await createDraft(page)
  await addFinish(page, { name: 'Moss', sku: `${slug.toUpperCase()}-MOS`, price: '99' })
  await expect(page.getByRole('form', { name: 'Moss' })).toBeVisible()
  await add(page, [jpeg('one.jpg', porch), jpeg('two.jpg', porch)])
  await expect(rows(page).getByText('No alt text yet')).toHaveCount(2, { timeout: 60_000 })

  const first = rows(page).first()
  await first.getByRole('button', { name: /^Save/ }).click()
  await expect(first.getByText('Enter an alt text for people who cannot see the photograph.').first()).toBeVisible()
  const words = `A lantern, off, ${slug}`
  await first.getByRole('textbox', { name: 'Alt text' }).fill(words)
  await first.getByLabel('Role').selectOption('off')
  await first.getByText('Focal point', { exact: true }).click()
  const aim = first.getByRole('button', { name: /^Focal point/ })
  const box = await aim.boundingBox()
  await aim.click({ position: { x: Math.round((box?.width ?? 0) * 0.25), y: Math.round((box?.height ?? 0) * 0.75) } })
  await expect(first.getByLabel('Across, %')).toHaveValue('25')
  await aim.press('ArrowLeft')
  await aim.press('Shift+ArrowUp')
  await expect(first.getByLabel('Across, %')).toHaveValue('24')
  await expect(first.getByLabel('Down, %')).toHaveValue('65')
  await expect(first.getByRole('figure').first().locator('img')).toHaveCSS('object-position', '24% 65%')
  await first.getByRole('button', { name: /^Save/ }).click()
  await expect(first.getByText('Saved.')).toBeVisible()

  await page.getByRole('button', { name: 'Save lamp' }).waitFor()
  await page.getByLabel('Status').selectOption('active')
  await page.getByRole('button', { name: 'Save lamp' }).click()
  await expect(page.getByText('Saved. The shop shows it now.')).toBeVisible()
  const shopper = await browser.newPage()
  await shopper.goto(`/products/${slug}`)
  await expect(shopper.getByRole('img', { name: words }).first()).toHaveCSS('object-position', '24% 65%')
  await shopper.close()

  const orderNow = async () => (await statesOf(page.request, id)).map(({ alt }) => alt)
  expect(await orderNow()).toEqual([words, ''])
  await page.getByRole('button', { name: `Move down ${words}` }).click()
  await expect.poll(orderNow).toEqual(['', words])
  await expect(rows(page).nth(1).getByRole('textbox', { name: 'Alt text' })).toHaveValue(words)
  // And back, by dragging.
  const handle = rows(page).nth(1).getByText('Drag')
  await rows(page).nth(1).getByText('Focal point', { exact: true }).click()
  await rows(page)
    .first()
    .evaluate((row) => row.scrollIntoView())
  const from = await handle.boundingBox()
  const to = await rows(page).first().boundingBox()
  await page.mouse.move((from?.x ?? 0) + 10, (from?.y ?? 0) + 10)
  await page.mouse.down()
  await page.mouse.move((to?.x ?? 0) + 30, (to?.y ?? 0) + 100, { steps: 8 })
  await expect(rows(page).first().getByRole('textbox', { name: 'Alt text' })).toHaveValue(words)
  await page.mouse.up()
  await expect.poll(orderNow).toEqual([words, ''])
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('button', { name: 'Restore as draft' })).toBeVisible()
})
