import { setTimeout as pause } from 'node:timers/promises'
import { readPdf } from '#e2e/pdf.ts'
import { openBrowser, type Page, type PlainBrowser } from '#local/plain-browser.ts'
import { keys } from '#local/settings.ts'
import { findEnglish, findTraces } from '#scripts/traces.ts'
import type { ShopConfig } from '#shop.config.ts'

/** Where the store and its services answer, as its start writes them down, and the password of its staff. */
export type Urls = { store: string; mailbox: string; queue: string; payments: string; staffPassword: string }

/**
 * Walks through a store whose configuration was replaced, from its home page to a report, and looks for what is left of the old
 * one in everything that it sends. Gives what is wrong: places with something of the old shop, and what the new one does not say.
 */
export async function walk(urls: Urls, before: ShopConfig, now: ShopConfig): Promise<string[]> {
  const found: string[] = []
  const look = (where: string, markup: string, words = ''): void => {
    const places = [...findTraces(before, `${markup}\n${words}`), ...findEnglish(words)]
    found.push(...places.map((place) => `${where}: ${place}`))
  }
  const expect = (where: string, text: string, ...wanted: (string | RegExp)[]): void => {
    for (const one of wanted) {
      if (typeof one === 'string' ? !text.includes(one) : !one.test(text)) found.push(`${where}: does not say ${one}`)
    }
  }
  const tools: Tools = { urls, now, domain: now.mail.sender.replace(/^.*@/, ''), look, expect }
  for (const part of [browse, buy, signIn, readReport]) {
    console.log(`walk: ${part.name}`)
    await part(tools).catch((error: unknown) => void found.push(`${part.name} broke off: ${error}`))
  }
  return [...new Set(found)]
}

type Tools = {
  urls: Urls
  now: ShopConfig
  domain: string
  look(where: string, markup: string, words?: string): void
  expect(where: string, text: string, ...wanted: (string | RegExp)[]): void
}

const says = (tools: Tools, { url, words }: Page, ...wanted: (string | RegExp)[]) => tools.expect(url, words, ...wanted)

/** Opens a page and looks at it. */
async function visit(tools: Tools, browser: PlainBrowser, address: string, status = 200): Promise<Page> {
  const page = await browser.open(address)
  if (page.status !== status) throw new Error(`${page.url} answered ${page.status}: ${page.words.slice(0, 300)}`)
  tools.look(page.url, page.html, page.words)
  return page
}

async function browse(tools: Tools): Promise<void> {
  const { urls, now, look, expect } = tools
  const browser = openBrowser(urls.store)
  const home = await visit(tools, browser, '/')
  says(tools, home, now.logo.wordmark, ...now.footer)
  expect('/', home.html, new RegExp(`--paper:[^;]*${now.palette.day.paper}`))
  const product = await visit(tools, browser, '/products/porch')
  expect(product.url, product.html, `"priceCurrency":"${now.currency.toUpperCase()}"`)
  says(tools, product, 'CHF')
  says(
    tools,
    await visit(tools, browser, '/shipping'),
    'A parcel costs 12.50 CHF, and nothing from 200 CHF.',
    'VAT at 8,1 %',
  )
  says(tools, await visit(tools, browser, '/shipping'), 'France, Liechtenstein et Suisse.')
  for (const path of ['/products', '/about', '/status', '/search?q=lamp', '/sign-in']) await visit(tools, browser, path)
  await visit(tools, browser, '/nothing', 404)
  for (const path of ['/robots.txt', '/sitemap.xml', '/icon.svg', '/manifest.webmanifest']) {
    await visit(tools, browser, path)
  }
  const files = new Set(`${home.html}${product.html}`.match(/\/_next\/static\/[^"'\\\s)]+\.(?:js|css)/g))
  for (const path of files) look(path, (await browser.download(path)).bytes.toString())
  const message = { id: '1', role: 'user', parts: [{ type: 'text', text: 'what does a parcel cost' }] }
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ messages: [message], page: '/' })
  const answer = await (await fetch(`${urls.store}/api/chat`, { method: 'POST', headers, body })).text()
  expect('the assistant', answer, /12\.50\sCHF/)
  look('the assistant', answer)
}

async function buy(tools: Tools): Promise<void> {
  const { urls, now, look, expect } = tools
  const browser = openBrowser(urls.store)
  await browser.open('/products/porch')
  await browser.submit('Add to cart', {})
  says(tools, await visit(tools, browser, '/cart'), 'Porch', 'CHF')
  const payment = await browser.submit('Check out', {})
  look(payment.url, payment.html, payment.words)
  says(tools, payment, 'France', 'Liechtenstein', 'Switzerland')
  const authorization = `Bearer ${keys.stripe}`
  const list = await fetch(`${urls.payments}/v1/checkout/sessions?limit=1`, { headers: { authorization } })
  const text = await list.text()
  look('the session at Stripe', text)
  const { currency, locale, shipping_address_collection: shipping } = JSON.parse(text).data[0]
  const wanted = JSON.stringify([now.currency, 'fr', now.delivery.countries])
  expect('the session at Stripe', JSON.stringify([currency, locale, shipping.allowed_countries]), wanted)
  const person = { name: 'Ada Byron', line1: '1 Quai', postalCode: '74500', city: 'Evian', country: 'FR' }
  const card = { cardNumber: '4242 4242 4242 4242', expiry: '12 / 34', cvc: '123', nameOnCard: 'Ada Byron' }
  const thanks = await browser.submit('Pay', { email: 'ada@example.com', ...person, ...card })
  look(thanks.url, thanks.html, thanks.words)
  says(tools, thanks, 'Thank you', /LF-\d+/)
  const { pathname, search } = new URL(thanks.url)
  says(tools, await visit(tools, browser, urls.store + pathname.replace('/thank-you', '') + search), 'LF-')
  says(tools, await readMail(tools, 'ada@example.com', /LF-\d+/), 'VAT (20 %)', now.mail.opening, now.mail.closing)
}

async function signIn(tools: Tools): Promise<void> {
  const browser = openBrowser(tools.urls.store)
  await browser.open('/sign-in')
  await browser.submit('Send code', { email: 'code@example.com', intent: 'code' })
  const mail = await readMail(tools, 'code@example.com', /Your code/)
  says(tools, mail, `Your code for ${tools.now.name}`, `${tools.now.name} will never ask`, tools.now.mail.opening)
}

async function readReport(tools: Tools): Promise<void> {
  const { urls, now, domain, look, expect } = tools
  const headers = { authorization: `Bearer ${keys.cron}` }
  const planned = await fetch(`${urls.store}/api/sales-report`, { headers })
  const day =
    (await planned.text())
      .match(/\d{4}-\d\d-\d\d/g)
      ?.toSorted()
      .at(-1) ?? ''
  says(tools, await readMail(tools, `owner@${domain}`, /: Nothing was sold|brought/), 'CHF')

  const browser = openBrowser(urls.store)
  await browser.open('/sign-in')
  says(
    tools,
    await browser.submit('Sign in', { email: `viewer@${domain}`, password: urls.staffPassword, intent: 'password' }),
    'My orders',
  )
  for (const path of [
    '/admin',
    '/admin/products',
    '/admin/photographs',
    '/admin/audit',
    '/admin/staff',
    '/admin/reports',
  ]) {
    await visit(tools, browser, path)
  }
  const product = /\/admin\/products\/[0-9a-f-]{36}/.exec((await browser.open('/admin/products')).html)?.[0] ?? ''
  says(tools, await visit(tools, browser, product), 'Price, CHF')
  const orders = await visit(tools, browser, '/admin/orders')
  says(tools, orders, /LF-\d+/)
  says(tools, await visit(tools, browser, /\/admin\/orders\/[0-9a-f-]{36}/.exec(orders.html)?.[0] ?? ''), 'LF-', 'CHF')
  says(tools, await visit(tools, browser, `/admin/reports/${day}`), 'CHF')

  const csv = await browser.download(`/admin/reports/${day}/csv`)
  expect('CSV', csv.headers.get('content-disposition') ?? '', `"${now.slug}-${day}.csv"`)
  expect('CSV', csv.bytes.toString(), ',CHF\r\n')
  look('CSV', csv.bytes.toString())
  const pdf = (await browser.download(`/admin/reports/${day}/pdf`)).bytes
  const words = readPdf(pdf)
  expect('PDF', words, `${now.name}, page 1 of`, 'CHF')
  look('PDF', pdf.toString('latin1').replace(/stream\r?\n[\s\S]*?endstream/g, ''), words)
  for (const address of [urls.mailbox, urls.queue, urls.payments]) await visit(tools, openBrowser(address), '/')
}

/** The newest mail to an address with this subject, once it is in the mailbox, which shows it in the new colours. */
async function readMail(tools: Tools, to: string, subject: RegExp): Promise<Page> {
  const { urls, now, domain } = tools
  const mailbox = openBrowser(urls.mailbox)
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(500)) {
    const list = await mailbox.open('/')
    const entry = list.html.split('<li>').find((one) => one.includes(`to ${to}`) && subject.test(one))
    const id = /\/inbox\/([\w-]+)/.exec(entry ?? '')?.[1]
    if (!id) continue
    const shown = await visit(tools, mailbox, `/inbox/${id}`)
    says(tools, shown, domain)
    tools.expect(shown.url, shown.html, new RegExp(`--paper:[^;]*${now.palette.day.paper}`))
    const mail = await visit(tools, mailbox, `/inbox/${id}/html`)
    tools.expect(mail.url, mail.html, now.palette.day.ink)
    return mail
  }
  throw new Error(`No mail to ${to} with ${subject} came within two minutes.`)
}
