import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { keepUnsent, listUnsent } from '#components/cart/unsent.ts'
import { newId } from '#components/ui/new-id.ts'

const project = join(import.meta.dirname, '..', '..')
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A browser on plain http away from localhost: https://developer.mozilla.org/docs/Web/Security/Secure_Contexts */
function openInsecurely(): void {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
}
afterEach(() => vi.unstubAllGlobals())

test('ids are random UUIDs of version 4, over plain http too', () => {
  openInsecurely()
  const ids = Array.from({ length: 200 }, newId)
  expect(ids.filter((id) => !uuid.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(200)
})

test('a lamp can be put into the cart over plain http', () => {
  openInsecurely()
  const form = new FormData()
  form.set('variantId', 'brass')
  const settle = keepUnsent(form)
  expect(form.get('addId')).toMatch(uuid)
  expect(listUnsent()).toEqual([{ variantId: 'brass', addId: form.get('addId') }])
  settle()
  expect(listUnsent()).toEqual([])
})

test('no code of the browser uses what only https and localhost have', () => {
  const api =
    /randomUUID|crypto\.subtle|isSecureContext|\bcaches\.|indexedDB\.databases|navigator\.(clipboard|serviceWorker|geolocation|mediaDevices|credentials|locks|storage|share|permissions|wakeLock|bluetooth|usb)/
  // A service worker exists on https and localhost only.
  const files = globSync('{components/**/*.{ts,tsx},app/**/*.{ts,tsx}}', { cwd: project }).filter(
    (file) => !/\.test\.tsx?$|offline-worker\.ts$/.test(file),
  )
  const inBrowser = files.filter(
    (file) => file.startsWith('components') || readFileSync(join(project, file), 'utf8').startsWith("'use client'"),
  )
  expect(inBrowser.length).toBeGreaterThan(50)
  const lines = inBrowser.flatMap((file) =>
    readFileSync(join(project, file), 'utf8')
      .split('\n')
      .filter((line) => api.test(line.replace(/^\s*(\*|\/\/).*/, '').replace(/'serviceWorker' in navigator&&.*/, '')))
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(lines).toEqual([])
})
