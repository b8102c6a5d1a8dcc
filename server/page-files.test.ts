import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PageFiles } from '#server/page-files.js'

vi.mock('node:fs/promises', { spy: true })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlight-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const entry = (html: string, rscData = Buffer.from('data')) => ({
  value: { kind: 'APP_PAGE', html, rscData, segmentData: new Map([['/_tree', Buffer.from('tree')]]) },
  lastModified: 5,
  cacheControl: { revalidate: 60 },
})
const sizeOf = () => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

test('a page comes back as it was, from a file that is a tenth of it', async () => {
  const html = '<p>Lamps from “Ember” to “Quill” — 120 €</p>'.repeat(2000)
  const page = entry(html, Buffer.from(html))
  await new PageFiles(folder).write('/products/porch', page)
  expect(await new PageFiles(folder).read('/products/porch')).toEqual(page)
  expect(sizeOf()).toBeLessThan(html.length / 5)
})

test('a file that a full disk cut off counts as none', async () => {
  const files = new PageFiles(folder)
  await files.write('/products/porch', entry('<p>porch</p>'))
  for (const name of readdirSync(folder)) truncateSync(join(folder, name), 20)
  expect(await files.read('/products/porch')).toBeNull()
})

test('pages that were made longest ago leave when there are too many, also those of an earlier process', async () => {
  const bulky = () => entry('', randomBytes(10_000))
  const earlier = new PageFiles(folder, 35_000)
  for (const path of ['/a', '/b', '/c']) await earlier.write(path, bulky())
  const files = new PageFiles(folder, 35_000)
  await files.write('/a', bulky())
  await files.write('/d', bulky())
  const left = await Promise.all(['/a', '/b', '/c', '/d'].map(async (path) => (await files.read(path)) !== null))
  expect(left).toEqual([true, false, true, true])
  expect(sizeOf()).toBeLessThan(35_000)
})

test('a folder that could not be listed once is listed for the next page', async () => {
  const files = new PageFiles(folder)
  vi.mocked(readdir).mockRejectedValueOnce(new Error('EMFILE: too many open files'))
  await expect(files.write('/a', entry('<p>a</p>'))).rejects.toThrow('EMFILE')
  await files.write('/b', entry('<p>b</p>'))
  expect([await files.read('/a'), await files.read('/b')]).toEqual([null, entry('<p>b</p>')])
})
