import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { toPlainText } from 'react-email'
import { describe, expect, test, vi } from 'vitest'
import GlobalError from '#app/global-error.tsx'
import manifest from '#app/manifest.ts'
import { Footer } from '#components/shell/footer.tsx'
import { StructuredData } from '#components/ui/structured-data.tsx'
import { OrderTime } from '#components/ui/time.tsx'
import { dayOf } from '#lib/days.ts'
import { formatMoney } from '#lib/money.ts'
import { authMails, authSettings } from '#scripts/auth-mails.ts'
import { writeFont, writeIcon, writeLanguage, writePalette } from '#scripts/look.ts'
import { otherShop } from '#scripts/other-shop.ts'
import { findEnglish, findTraces } from '#scripts/traces.ts'
import { questionMail } from '#shop/assistant/mails/question.ts'
import { plain } from '#shop/assistant/text.ts'
import { findingsMail } from '#shop/health/mails/findings.ts'
import { incidentsMail } from '#shop/health/mails/incidents.ts'
import { disputeMail, failedRefundMail } from '#shop/orders/mails/money-notice.ts'
import { deliveredMail, shippedMail } from '#shop/orders/mails/parcel.ts'
import { receiptMail } from '#shop/orders/mails/receipt.ts'
import { refundMail } from '#shop/orders/mails/refund.ts'
import { returnMail } from '#shop/orders/mails/return.ts'
import { policies } from '#shop/orders/policies.ts'
import type { Order } from '#shop/orders/types.ts'
import { writeCsv } from '#shop/reports/csv.ts'
import { reportMail } from '#shop/reports/mails/report.ts'
import { toPeriod } from '#shop/reports/periods.ts'
import type { Figures } from '#shop/reports/types.ts'
import { writeReport } from '#shop/reports/words.ts'
import { describeProduct, describeShop } from '#shop/sharing/structured-data.ts'
import type { ShopConfig } from '#shop.config.ts'

// From here on, everything runs with the configuration of another shop.
vi.mock('#shop.config.ts', async () => ({ shop: (await import('#scripts/other-shop.ts')).otherShop }))
vi.mock('#app/language.gen.ts', async () => ({ language: (await import('#scripts/other-shop.ts')).otherShop.language }))
const { shop } = await vi.importActual<{ shop: ShopConfig }>('#shop.config.ts')

const root = join(import.meta.dirname, '..')
const chf = (amount: number) => ({ amount, currency: 'chf' })
/** Intl writes non-breaking spaces. */
const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

const order: Order = {
  id: 'a',
  number: 'LF-10001',
  topic: 'order:0',
  status: 'paid',
  email: 'ada@example.com',
  address: { name: 'Ada', line1: 'Quai 2', line2: null, postalCode: '1200', city: 'Geneva', country: 'CH' },
  lines: [
    {
      ...{ name: 'Porch', finish: 'Moss', sku: 'P-1', slug: 'porch', picture: 'https://lampion.example/porch.jpg' },
      ...{ unitPrice: chf(1), quantity: 1, total: chf(124_950) },
    },
  ],
  ...{ subtotal: chf(124_950), shipping: chf(0), tax: chf(9363), taxRate: 8.1, total: chf(124_950), refunded: chf(0) },
  ...{
    events: [],
    placedAt: '2026-11-23T10:00:00Z',
    trackingNumber: null,
    returnRequestedAt: null,
    returnUntil: null,
    receiptFailed: false,
    trace: '',
  },
}
const delivered: Order = { ...order, status: 'delivered', trackingNumber: 'LFP 1/2', returnUntil: '2026-12-24' }
const sums = { orders: 1200, revenue: 12_495_000, tax: 0, refunds: 0, refunded: 0, refundedTax: 0 }
const figures: Figures = {
  ...{ ...sums, sold: [], carts: { count: 0, amount: 0 }, failedPayments: 0, stock: [] },
  functions: [{ name: 'sweep', runs: 1, errors: 0, ms: 1, memory: 1, spread: { '1': 1 } }],
  parts: [{ begins: '2026-11-22T23:00:00Z', ...sums }],
}
const period = toPeriod('day', '2026-11-23')
const report = writeReport(period, figures, [{ label: 'before', sums }], 'chf')

describe('a shop with another configuration', () => {
  const finding = {
    id: 1,
    invariant: 'I1',
    promise: 'it holds',
    orderId: 'a',
    orderNumber: order.number,
    detail: 'x',
    foundAt: '',
  }
  const incident = { part: 'mail', note: 'it is slow', beganAt: '2026-11-23T10:00:00Z', endedAt: null, jobs: [] }
  const money = { orderId: 'a', number: order.number, amount: chf(124_950) }
  const disputed = { reason: 'fraudulent', isOpen: true, status: 'needs_response', dueAt: '2026-12-24T10:00:00Z' }
  const mails: [string, ReactElement][] = [
    ['receipt', receiptMail(order, 'https://lampion.example')],
    ['refund', refundMail(order.number, chf(124_950), 'https://lampion.example')],
    ['return', returnMail(delivered, 'https://lampion.example')],
    ['shipped', shippedMail({ ...delivered, status: 'shipped', returnUntil: null }, 'https://lampion.example')],
    ['delivered', deliveredMail(delivered, 'https://lampion.example')],
    [
      'failed refund',
      failedRefundMail({ ...money, error: 'The card was closed.', trace: '0' }, 'https://lampion.example'),
    ],
    ['dispute', disputeMail({ ...money, ...disputed }, 'https://lampion.example')],
    ['report', reportMail(report, { source: 'cid:chart', width: 1, height: 1 }, 'https://lampion.example')],
    ['findings', findingsMail([finding as never], 'https://lampion.example')],
    ['incidents', incidentsMail([incident], 'https://lampion.example')],
    ['question', questionMail('Is it dark?', 'ada@example.com')],
  ]

  test.each(mails)('sends the %s in its own name', (_, mail) => {
    const html = renderToStaticMarkup(mail)
    expect(findTraces(shop, html)).toEqual([])
    expect(findEnglish(toPlainText(html))).toEqual([])
    expect(html).toContain('Greetings from the lake.')
    expect(html).toContain('Lampion &amp; Fils, at the lake.')
    expect(html).toContain(otherShop.palette.day.paper)
    expect(html).toContain(
      `[style*="color:${otherShop.palette.day.ink}"]{color:${otherShop.palette.dusk.ink}!important}`,
    )
  })

  test.each(mails)('breaks no order number in the %s', (_, mail) => {
    const html = renderToStaticMarkup(mail).replace(
      /<title>.*?<\/title>|<div[^>]*data-skip-in-text[\s\S]*?<\/div>/g,
      '',
    )
    const whole = `<span style="white-space:nowrap">${order.number}</span>`
    expect(html.replaceAll(whole, '')).not.toContain(order.number)
  })

  test('sends receipts with its VAT and amounts', () => {
    const text = spaced(toPlainText(renderToStaticMarkup(receiptMail(order, 'https://lampion.example'))))
    expect(text).toContain('Includes VAT (8,1 %): 93.63 CHF')
    expect(text).toMatch(/1.249\.50 CHF/)
  })

  test('has its sign-in mails, their subjects and its icon', () => {
    const current = readFileSync(join(root, 'supabase', 'config.toml'), 'utf8')
    const written: Record<string, string> = {
      ...authMails(otherShop),
      settings: authSettings(current, otherShop),
      icon: writeIcon(otherShop),
    }
    for (const [path, text] of Object.entries(written)) expect(findTraces(shop, text), path).toEqual([])
    expect(written.settings).toContain('subject = "Your code for Lampion & Fils"')
    expect(written['supabase/templates/magic_link.html']).toContain('Greetings from the lake.')
    expect(written['supabase/templates/magic_link.html']).toContain('Lampion &amp; Fils will never ask')
  })

  test('has its colours and its font', () => {
    const { day, dusk, over } = otherShop.palette
    const css = writePalette(otherShop)
    for (const colour of [day, dusk, over].flatMap((part) => Object.values(part))) expect(css).toContain(colour)
    expect(findTraces(shop, css + writeFont(otherShop))).toEqual([])
    expect(writeFont(otherShop)).toContain(otherShop.type.file)
  })

  test('has its language on the page of last resort too', () => {
    expect(writeLanguage(otherShop)).toContain("export const language = 'fr'")
    expect(renderToStaticMarkup(<GlobalError error={new Error('x')} />)).toMatch(/^<html lang="fr"/)
  })

  test('reports in its currency, to programs and to people', () => {
    const csv = writeCsv(period, figures, 'chf')
    expect(csv).toContain('total,2026-11-23,1200,124950.00,0.00,0.00,CHF')
    const text = JSON.stringify(report)
    expect([...findTraces(shop, csv + text), ...findEnglish(text)]).toEqual([])
    expect(spaced(text)).toContain('lundi, 23 novembre 2026')
  })

  test('states its own rules', () => {
    const text = spaced(JSON.stringify(policies))
    expect(text).toContain('A parcel costs 12.50 CHF, and nothing from 200 CHF.')
    expect(text).toContain('VAT at 8,1 % et 20 % in France.')
    expect(text).toContain('France, Liechtenstein et Suisse')
    expect(findTraces(shop, text)).toEqual([])
  })

  test('shows its name and data to browsers and search engines', () => {
    const product = {
      ...{ name: 'Porch', sku: 'P', description: '', category: { name: 'Table' }, materials: [], reviews: [] },
      ...{ rating: { count: 0, average: 0 }, on: null, off: null },
      finishes: [{ sku: 'P-1', name: 'Moss', price: chf(124_950), stock: 1 }],
    }
    const data = renderToStaticMarkup(
      <>
        <StructuredData data={describeProduct(product as never, 'https://lampion.example/products/porch')} />
        <StructuredData data={describeShop('https://lampion.example')} />
      </>,
    )
    expect(data).toContain('"merchantReturnDays":45')
    expect(data).toContain('"shippingRate":{"@type":"MonetaryAmount","value":"0.00","currency":"CHF"}')
    expect(data).toContain('"vatID":"CHE-000.000.000 TVA"')
    expect(data).toContain('"price":"1249.50","priceCurrency":"CHF"')
    expect(data).toContain('"brand":{"@type":"Brand","name":"Lampion & Fils"}')
    const footer = renderToStaticMarkup(<Footer />)
    for (const line of ['Lampion &amp; Fils, Quai 1, Geneva.', 'CHE-000.000.000']) expect(footer).toContain(line)
    expect(findTraces(shop, data + footer + JSON.stringify(manifest()))).toEqual([])
  })

  test('counts its own days and reads its own money', () => {
    expect(formatMoney(chf(5))).toMatch(/0\.05\sCHF/)
    expect(renderToStaticMarkup(<OrderTime at="2026-11-23T23:30:00Z" />)).toContain('24 novembre')
    expect(dayOf(new Date('2026-11-23T23:30:00Z'))).toBe('2026-11-24')
    expect(['CHF 50', '50 francs', 'order LF-10023', 'under 50 francs'].map(plain)).toEqual([
      '50 euro',
      '50 euro',
      'order lf10023',
      'under 50 euro',
    ])
  })
})

describe('the other shop', () => {
  const leaves = (value: unknown, path = ''): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => leaves(one, `${path}.${key}`))
      : [[path, value]]

  test('has no value in common with this one', () => {
    const others = new Map(leaves(otherShop))
    expect(leaves(shop).filter(([path, value]) => others.get(path) === value)).toEqual([])
    expect(Object.keys(otherShop)).toEqual(Object.keys(shop))
  })

  test('leaves no trace of this one, and the search finds this one in itself', () => {
    expect(findTraces(shop, JSON.stringify(otherShop))).toEqual([])
    expect(findTraces(otherShop, JSON.stringify(otherShop)).length).toBeGreaterThan(25)
    expect(findEnglish('Tuesday, 24 November 2026: 1,200 orders')).toHaveLength(3)
  })
})

/** Allowed values of this shop in the sources: names of the program itself, and lists of other companies. */
const exceptions: [files: RegExp, text: RegExp][] = [
  [/./, /x-nightlight-signature|\.nightlight|NIGHTLIGHT_|nightlight_announce/g],
  [/^(?:local|scripts)\//, /nightlight-[a-z]+/g],
  [/^shop\/assistant\/lexicon(?:-asks)?\.ts$/, /nightlight|night ?light/gi],
  [/^local\/payments\/|^lib\/(?:stripe|platform-prices)\.ts$/, /\beur\b|'eur'|en-GB/g],
]

test('the sources repeat no value of shop.config.ts', () => {
  const files = globSync(
    '{app,components,functions,shop,lib,local,scripts,supabase/{seed,functions}}/**/*.{ts,tsx,css}',
    { cwd: root },
  )
  const own = files
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) =>
        !/\.gen\.|\.test\.tsx?$|\/test(?:ing)?-[\w-]+\.tsx?$|\/testing\.ts$|^scripts\/other-shop\.ts$/.test(path),
    )
  expect(own.length).toBeGreaterThan(300)
  const found = own.flatMap((path) => {
    // Comments may contain examples.
    const code = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, '')
    const text = exceptions.reduce((left, [where, what]) => (where.test(path) ? left.replace(what, '') : left), code)
    return findTraces(shop, text).map((place) => `${path}: ${place}`)
  })
  expect(found).toEqual([])
})
