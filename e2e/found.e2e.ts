import { expect, test } from '#e2e/fixtures.ts'
import { finishOf } from '#e2e/purchase.ts'
import { type Data, findFaults, readData } from '#e2e/structured-data.ts'

// What search engines, link previews and programs get of the shop.

type Offer = Data & {
  price: string
  name: string
  availability: string
  shippingDetails: { shippingRate: Data }
  hasMerchantReturnPolicy: Data
}
type Product = Data & {
  offers: Offer[]
  aggregateRating?: { ratingValue: number; reviewCount: number }
  image: string[]
}

const ofType = (all: readonly Data[], type: string) => all.find((data) => data['@type'] === type)

test('every lamp has valid structured data, a picture to share and its Markdown', async ({ request, baseURL }) => {
  const sitemap = await (await request.get('/sitemap.xml')).text()
  const inMaps = [...sitemap.matchAll(/<loc>([^<]+sitemaps?[^<]+)<\/loc>/g)].map(
    ([, url = '']) => new URL(url).pathname,
  )
  const maps = [sitemap, ...(await Promise.all(inMaps.map(async (path) => (await request.get(path)).text())))].join()
  const paths = [...maps.matchAll(/<loc>[^<]*(\/products\/[a-z0-9-]+)<\/loc>/g)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(20)
  const overview = await (await request.get('/llms.txt')).text()
  for (const path of paths) {
    const html = await (await request.get(path)).text()
    const all = readData(html)
    const product = ofType(all, 'Product') as Product
    expect(
      all.flatMap((data) => findFaults(data)),
      path,
    ).toEqual([])
    const trail = ofType(all, 'BreadcrumbList')?.itemListElement as { item: string; position: number }[]
    expect(trail.map(({ position }) => position)).toEqual([1, 2, 3])
    expect(trail.at(-1)?.item).toBe(baseURL + path)

    const picture = /property="og:image" content="([^"]+)"/.exec(html)?.[1]
    expect(picture).toBe(`${baseURL}${path}/picture`)
    expect(overview).toContain(`(${baseURL}${path}.md)`)
    const markdown = await request.get(`${path}.md`)
    expect(markdown.headers()['content-type']).toContain('text/markdown')
    const text = await markdown.text()
    for (const { name, availability } of product.offers) {
      const finish = name.replace(`${product.name} in `, '')
      expect(text).toMatch(
        new RegExp(`\\| ${finish} \\| .*${availability.endsWith('InStock') ? 'in stock' : 'sold out'}`),
      )
    }
  }
  const home = ofType(readData(await (await request.get('/')).text()), 'OnlineStore')
  expect(findFaults(home)).toEqual([])
  expect((await request.get(String(home?.logo))).headers()['content-type']).toBe('image/png')
})

test('the rules see what is missing and what is wrong', () => {
  const offer = { '@type': 'Offer', price: '€5', priceCurrency: 'eur' }
  const faults = findFaults({ '@type': 'Product', name: '', offers: [offer], review: { '@type': 'Revue' } }).join('\n')
  for (const fault of [
    '$: no context',
    '$.image is missing',
    '$.name is wrong',
    '$.offers[0].price is wrong',
    'Revue',
  ]) {
    expect(faults).toContain(fault)
  }
  expect(faults).toContain('$.offers[0].hasMerchantReturnPolicy is missing')
})

test('structured data says what the page and its rules say', async ({ page, request }) => {
  await page.goto('/products/pocket-moon')
  const product = ofType(readData(await (await request.get('/products/pocket-moon')).text()), 'Product') as Product
  const main = page.getByRole('main')
  for (const { name, price, availability } of product.offers) {
    const finish = finishOf(page, name.replace('Pocket Moon in ', ''))
    await finish.check()
    await expect(main).toContainText(`€${price.replace(/\.00$/, '')}`)
    await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled({
      enabled: availability.endsWith('InStock'),
    })
  }
  const { ratingValue = 0, reviewCount = 0 } = product.aggregateRating ?? {}
  await expect(main).toContainText(`${ratingValue.toFixed(1)} of 5, from ${reviewCount} review`)

  await page.goto('/shipping')
  const offer = product.offers[0] as Offer
  const { merchantReturnDays } = offer.hasMerchantReturnPolicy
  await expect(main).toContainText(`within ${merchantReturnDays} days of delivery`)
  const { value } = offer.shippingDetails.shippingRate
  await expect(main).toContainText(`A parcel costs €${String(value).replace(/\.00$/, '')}`)
})

test('the picture of a lamp is a JPEG of the size that previews want, and a file', async ({ request }) => {
  const ask = () => request.get('/products/pocket-moon/picture')
  // Another test may change the catalogue: then the first answer is drawn anew.
  await expect.poll(async () => (await ask()).headers()['x-nextjs-cache']).toBe('HIT')
  const picture = await ask()
  expect(picture.headers()).toMatchObject({ 'content-type': 'image/jpeg' })
  const bytes = await picture.body()
  expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8])
  expect(sizeOf(bytes)).toEqual({ width: 1200, height: 630 })
  expect(bytes.length).toBeLessThan(150_000)
  for (const path of ['/products/nothing-such/picture', '/products/nothing-such.md', '/icons/nothing']) {
    expect((await request.get(path)).status(), path).toBe(404)
  }
  // The page of 404, which is a file: nobody makes a function run by inventing names.
  expect((await request.get('/icons/nothing')).headers()['content-type']).toContain('text/html')
})

test('the manifest names icons that exist in their sizes', async ({ request }) => {
  const manifest = await (await request.get('/manifest.webmanifest')).json()
  const icons = manifest.icons.filter(({ type }: { type: string }) => type === 'image/png')
  expect(icons.map(({ sizes }: { sizes: string }) => sizes)).toEqual(['192x192', '512x512', '512x512'])
  for (const { src, sizes } of icons) {
    const bytes = await (await request.get(src)).body()
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes)
  }
})

/** The size of a JPEG, from its frame header. */
function sizeOf(bytes: Buffer): { width: number; height: number } | null {
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
  }
  return null
}

test('search engines may show the search, and none of its answers', async ({ request }) => {
  const robots = async (path: string) =>
    /<meta name="robots" content="([^"]*)"/.exec(await (await request.get(path)).text())?.[1]
  expect(await robots('/search')).toBe('index')
  for (const query of ['q=porch', 'room=bedroom', 'show=1&page=9'])
    expect([query, await robots(`/search?${query}`)]).toEqual([query, 'noindex'])
  expect(await (await request.get('/robots.txt')).text()).toContain('Disallow: /search?')
})
