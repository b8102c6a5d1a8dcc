import { execFile } from 'node:child_process'
import { cpSync, globSync, lstatSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { findBinaries, linkLibraries } from '#local/postgres-binaries.ts'

test('Postgres runs when npm was told to run no install scripts', async () => {
  const { initdb } = await findBinaries()
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-binaries-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(dirname(dirname(initdb)), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  const links = globSync('native/**', { cwd: folder }).filter((file) => lstatSync(join(folder, file)).isSymbolicLink())
  for (const link of links) rmSync(join(folder, link))
  linkLibraries(folder)
  const { stdout } = await promisify(execFile)(join(folder, 'native', 'bin', 'postgres'), ['--version'])
  expect(stdout).toContain('17.')
  // A second time changes nothing.
  linkLibraries(folder)
})
