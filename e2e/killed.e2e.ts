import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from '#e2e/fixtures.ts'
import { createDraft, openDesk } from '#e2e/lamp-desk.ts'
import { killDecoders } from '#e2e/stack.ts'

const porch = readFileSync(join(import.meta.dirname, '../supabase/seed/photographs/porch-on.jpg'))

test('twenty photographs are ready in the end, though what decodes them is killed twice', async ({ page }) => {
  test.setTimeout(240_000)
  await openDesk(page, 'editor', '/admin/products')
  await createDraft(page)
  const files = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => ({
      name: `${index}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await sharp(porch)
        .modulate({ hue: index * 18 })
        .jpeg()
        .toBuffer(),
    })),
  )
  await page.getByLabel('Add photographs').setInputFiles(files)
  // Where there is no /proc to find them in, they live.
  const kills = process.platform === 'linux' ? [1, 2] : []
  for (const _ of kills) await expect.poll(killDecoders, { timeout: 60_000 }).toBeGreaterThan(0)
  const rows = page.getByRole('region', { name: 'Photographs' }).locator('[data-photograph]')
  await expect(rows.getByText(/^(Ready|Failed: .+)/)).toHaveCount(20, { timeout: 180_000 })
  // A decoder that is killed is no fault of its photograph: the limit of memory ends one by a code of its own.
  expect(await rows.getByText(/^Failed: /).allTextContents()).toEqual([])
})
