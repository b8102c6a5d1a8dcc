import { globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'

const output = join(import.meta.dirname, '..', '.nightlight', 'test', 'next', 'server', 'app')

/**
 * Megabytes that the function of a page brings with it. Next itself is 1.5; of the rest, the client of Supabase and Next's list of the
 * page's client components are most.
 */
const most = 3

/** The files that Next has found a page to need, as a host packs them: Next's list, without the source maps, which nobody loads. */
function weigh(list: string): number {
  const { files } = JSON.parse(readFileSync(join(output, list), 'utf8')) as { files: string[] }
  const sizes = files
    .filter((file) => !file.endsWith('.map'))
    .map((file) => statSync(join(output, dirname(list), file), { throwIfNoEntry: false })?.size ?? 0)
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6
}

test('a page brings no more than it needs to its function', () => {
  const lists = globSync('**/page.js.nft.json', { cwd: output })
  expect(lists.length).toBeGreaterThan(25)
  const heavy = lists.map((list) => ({ list, megabytes: weigh(list) })).filter(({ megabytes }) => megabytes > most)
  expect(heavy).toEqual([])
})
