import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { createDraft, openAdmin, statesOf } from '#e2e/admin-product.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { hurry } from '#e2e/services.ts'
import { killDecoders } from '#e2e/stack.ts'

const porch = readFileSync(join(import.meta.dirname, '../supabase/seed/photographs/porch-on.jpg'))

test('twenty uploads at once become ready without a reload, although their decoder is killed twice', async ({
  page,
  urls,
}) => {
  test.setTimeout(240_000)
  await openAdmin(page, 'editor', '/admin/products')
  const { id } = await createDraft(page)
  const files = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => ({
      name: `${index}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await sharp(porch)
        .resize(900)
        .modulate({ hue: index * 18 })
        .jpeg()
        .toBuffer(),
    })),
  )
  let together = 0
  let most = 0
  page.on('request', (request) => {
    if (request.method() === 'PUT') most = Math.max(most, ++together)
  })
  page.on('requestfinished', (request) => {
    if (request.method() === 'PUT') together -= 1
  })
  await page.getByLabel('Add photographs').setInputFiles(files)
  await expect(page.getByRole('region', { name: 'Photographs' }).locator('[data-photograph]').first()).toBeVisible()
  // Without /proc the test cannot find the decoders and kills none.
  const kills = process.platform === 'linux' ? [1, 2] : []
  for (const _ of kills) await expect.poll(killDecoders, { timeout: 60_000 }).toBeGreaterThan(0)
  const rows = page.getByRole('region', { name: 'Photographs' }).locator('[data-photograph]')
  await expect(async () => {
    // After two failures the queue would wait minutes before the third try.
    await hurry(page.request, urls, 'make-thumbnail')
    await expect(rows.getByText(/^(Ready|Failed)$/)).toHaveCount(20, { timeout: 1000 })
  }).toPass({ timeout: 180_000 })
  // A killed decoder does not fail its photograph. The memory limit ends a decoder with another code.
  expect(await rows.getByText(/^Failed$/).allTextContents()).toEqual([])
  await expect(page.getByRole('list', { name: 'On their way' })).toHaveCount(0)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(3)
  const states = await statesOf(page.request, id)
  expect(states.map(({ status }) => status)).toEqual(Array(20).fill('ready'))
  expect(states.every(({ photograph }) => (photograph?.sizes.length ?? 0) >= 4)).toBe(true)
})
