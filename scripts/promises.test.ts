import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { authMails, authSettings } from '#scripts/auth-mails.ts'
import { otherShop } from '#scripts/other-shop.ts'
import { tellPolicy } from '#shop/assistant/rules.ts'
import { policies } from '#shop/orders/policies.ts'
import * as promises from '#shop/orders/promises.ts'

// From here on, everything runs with the configuration of another shop.
vi.mock('#shop.config.ts', async () => ({ shop: (await import('#scripts/other-shop.ts')).otherShop }))

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const ticked = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)

const rows = read('docs/promises.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| promise'))
  .map((line) => line.slice(2, -2).split(' | '))
  .map(([promise = '', source = '', said = '', done = '', held = '']) => {
    return { promise, source: ticked(source)[0] ?? '', said: ticked(said), done: ticked(done), held }
  })

describe('docs/promises.md', () => {
  test('has rows', () => expect(rows.length).toBeGreaterThan(10))

  test.each(rows)('$promise', ({ source, said, done, held }) => {
    const leaf = source.split('.').at(-1) ?? ''
    const inConfig = source.includes('.')
    if (inConfig) {
      const value = source.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], otherShop)
      expect(value, `shop.config.ts has no ${source}`).toBeDefined()
    }
    // Words come from the value itself, or from the sentences about orders, which have it.
    const words = [leaf, ...Object.keys(promises)].map((name) => new RegExp(`\\b${name}\\b`))
    for (const path of said)
      expect(
        words.some((word) => word.test(read(path))),
        `${path} does not use ${source}`,
      ).toBe(true)
    for (const path of done) {
      expect(existsSync(join(root, path)), path).toBe(true)
      if (inConfig && path !== 'shop/orders/promises.ts')
        expect(read(path), `${path} does not use ${source}`).toContain(leaf)
    }
    const [file, title = ''] = held.split(': ')
    if (held.startsWith('`')) expect(read(ticked(file ?? '')[0] ?? '')).toContain(title)
  })
})

describe('another configuration', () => {
  test('changes the days of a return in every sentence', () => {
    expect(promises.returnTime).toBe('within 45 days of delivery')
    expect(policies.returns.text).toContain('within 45 days of delivery')
    expect(promises.withdrawalTime).toBe('within 45 days of delivery')
    expect([promises.parcelAmount(19_999), promises.parcelAmount(20_000)]).toEqual([1250, 0])
    expect(tellPolicy({ topic: 'returns', days: 46, asks: true })).toMatch(/^No, that is too late\. .*45 days/)
    expect(tellPolicy({ topic: 'returns', days: 45, asks: true })).toMatch(/^Yes\. .*45 days/)
    const order = { returnUntil: '2026-12-24' }
    expect(promises.writeReturnTime(order)).toBe('until 24 décembre 2026')
    expect(promises.isReturnOver(order, new Date('2026-12-24T22:59:59Z'))).toBe(false)
    expect(promises.isReturnOver(order, new Date('2026-12-24T23:00:01Z'))).toBe(true)
  })

  test('changes what is kept, the minutes of a parcel and its tracking', () => {
    expect(policies.privacy.text).toMatch(/cart for 21 days.* for 60 days/)
    expect(policies['delivery-time'].text).toContain('takes 10 minutes')
    expect(promises.trackingUrl('AB 1/2')).toBe('https://laposte.example/track?number=AB%201%2F2')
  })

  test('the minutes of a code are the same in its mails and at the auth server', () => {
    expect(authSettings(read('supabase/config.toml'), otherShop)).toMatch(/^otp_expiry = 600$/m)
    const withCode = Object.values(authMails(otherShop)).filter((mail) => mail.includes('{{ .Token }}'))
    expect(withCode.length).toBeGreaterThan(3)
    for (const mail of withCode) expect(mail).toContain('for 10 minutes.')
  })
})

/** Numbers of time in sentences that promise nothing which could differ, or that a test of their own holds. */
const known: Record<string, string> = {
  // A choice of a list, with its hours beside it.
  'app/(admin)/admin/functions/page.tsx': "app/(admin)/admin/functions/page.tsx: [720, '30 days']",
  'components/status/bars.tsx': 'functions/check-health.test.ts: history older than ninety days is removed',
  'app/(shop)/(browse)/status/page.tsx': 'functions/check-health.test.ts: history older than ninety days is removed',
  'components/admin/reports/dashboard-days.tsx': 'e2e/admin-dashboard.e2e.ts: Revenue of the last 30 days',
  'components/admin/reports/stock.tsx': 'functions/stock-report.test.ts: in 28 days',
  'shop/reports/mails/stock.ts': 'functions/stock-report.test.ts: in 28 days',
  'shop/health/check.ts': "functions/check-health.test.ts: interval '31 minutes'",
}
const spoken =
  /\b(?:\d+|two|three|four|five|six|seven|ten|fifteen|twenty|thirty|sixty|ninety|half an|quarter of an) (?:\w+ )?(?:day|hour|minute|week|month|year)s?\b/i

test('no other sentence has a number of days, hours or minutes of its own', () => {
  const files = globSync('{app,components,shop,functions}/**/*.{ts,tsx}', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) =>
        !/\.test\.|\.gen\.|\/testing|^shop\/assistant\/(?:lexicon|read|vocabulary|common|text|cue|facts|situations|asked-value)/.test(
          path,
        ),
    )
  expect(files.length).toBeGreaterThan(300)
  const found = files.filter((path) => spoken.test(read(path).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, '')))
  expect(found.filter((path) => !(path in known))).toEqual([])
  for (const [path, held] of Object.entries(known)) {
    const [file = '', words = ''] = held.split(/: (.*)/)
    expect(found, path).toContain(path)
    expect(read(file), held).toContain(words)
  }
})
