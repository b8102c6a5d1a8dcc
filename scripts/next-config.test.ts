import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NextConfig } from 'next'
import { expect, test } from 'vitest'

const file = join(import.meta.dirname, '..', 'next.config.js')
const { default: configure } = (await import(file)) as { default: (phase: string) => NextConfig }

test('a build makes no page of what the database answered to the last build', async () => {
  const distDir = mkdtempSync(join(tmpdir(), 'nightlight-build-'))
  for (const name of ['fetch-cache', 'turbopack']) {
    mkdirSync(join(distDir, 'cache', name), { recursive: true })
    writeFileSync(join(distDir, 'cache', name, 'answer'), '')
  }
  await configure('phase-production-build').compiler?.runAfterProductionCompile?.({ projectDir: '', distDir })
  expect(readdirSync(join(distDir, 'cache'))).toEqual(['turbopack'])
  rmSync(distDir, { recursive: true })
})

test('the cache of pages belongs to a server, and not to the functions that a platform makes of a build', () => {
  expect(configure('phase-production-build').cacheHandler).toBeUndefined()
  expect(configure('phase-production-server').cacheHandler).toMatch(/server.page-cache\.js$/)
})
