import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { expect, test } from '@playwright/test'

const project = join(import.meta.dirname, '..')
const output = join(project, '.nightlight', 'test', 'next', 'server', 'app')

/**
 * Megabytes that the function of a page brings with it. Next itself is 1.5; of the rest, the client of Supabase and Next's list of the
 * page's client components are most.
 */
const most = 3

/** The files that Next has found a page to need, as a host packs them. */
const filesOf = (list: string) =>
  (JSON.parse(readFileSync(join(output, list), 'utf8')) as { files: string[] }).files
    .map((file) => join(output, dirname(list), file))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())

const weigh = (list: string) => filesOf(list).reduce((sum, file) => sum + statSync(file).size, 0) / 1e6

test('a page brings no more than it needs to its function', () => {
  const lists = globSync('**/page.js.nft.json', { cwd: output })
  expect(lists.length).toBeGreaterThan(25)
  const heavy = lists.map((list) => ({ list, megabytes: weigh(list) })).filter(({ megabytes }) => megabytes > most)
  expect(heavy).toEqual([])
})

test('what a page brings is enough to run it', () => {
  for (const page of ['(shop)/(browse)/terms', '(shop)/(personal)/cart', '(admin)/admin/products/[id]']) {
    const folder = mkdtempSync(join(tmpdir(), 'nightlight-page-'))
    const program = join(output, page, 'page.js')
    for (const file of [program, ...filesOf(join(page, 'page.js.nft.json'))])
      cpSync(file, join(folder, relative(project, file)), { dereference: true })
    // A host prepares Node so, too.
    const load = `require('next/dist/server/node-environment')
      Promise.resolve(require(${JSON.stringify(join(folder, relative(project, program)))}))
      .then(({ handler }) => console.log(typeof handler))`
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', load], { cwd: folder, encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect([page, stdout, stderr]).toEqual([page, 'function\n', ''])
  }
})
