// What Google asks of structured data, as far as the shop uses it. Each rule names its page under
// https://developers.google.com/search/docs/appearance/structured-data/

type Rule = Readonly<{
  source: string
  required: readonly string[]
  /** the properties that are checked, by what they have to be */
  kinds?: Readonly<Record<string, (value: unknown) => boolean>>
}>

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''
const isUrl = (value: unknown) => typeof value === 'string' && /^https?:\/\/[^\s]+$/.test(value)
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const isPrice = (value: unknown) => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)
const isCurrency = (value: unknown) => typeof value === 'string' && /^[A-Z]{3}$/.test(value)
const isCountry = (value: unknown) => typeof value === 'string' && /^[A-Z]{2}$/.test(value)
const isDay = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
const isTerm = (...names: string[]) => {
  return (value: unknown) => names.some((name) => value === `https://schema.org/${name}`)
}
const isList = (of: (value: unknown) => boolean) => (value: unknown) => {
  return Array.isArray(value) && value.length > 0 && value.every(of)
}
const has = (type: string) => (value: unknown) => isRecord(value) && value['@type'] === type

const rules: Record<string, Rule> = {
  Product: {
    source: 'merchant-listing',
    required: ['name', 'image', 'offers', 'description', 'sku', 'brand'],
    kinds: { name: isText, image: isList(isUrl), offers: isList(has('Offer')), brand: has('Brand'), url: isUrl },
  },
  Offer: {
    source: 'merchant-listing',
    required: ['price', 'priceCurrency', 'availability', 'url', 'shippingDetails', 'hasMerchantReturnPolicy'],
    kinds: {
      price: isPrice,
      priceCurrency: isCurrency,
      availability: isTerm('InStock', 'OutOfStock'),
      itemCondition: isTerm('NewCondition'),
      url: isUrl,
      shippingDetails: has('OfferShippingDetails'),
      hasMerchantReturnPolicy: has('MerchantReturnPolicy'),
    },
  },
  OfferShippingDetails: {
    source: 'merchant-listing#offer-shipping-details',
    required: ['shippingRate', 'shippingDestination'],
    kinds: { shippingRate: has('MonetaryAmount'), shippingDestination: isList(has('DefinedRegion')) },
  },
  MonetaryAmount: {
    source: 'merchant-listing',
    required: ['value', 'currency'],
    kinds: { value: isPrice, currency: isCurrency },
  },
  DefinedRegion: { source: 'merchant-listing', required: ['addressCountry'], kinds: { addressCountry: isCountry } },
  MerchantReturnPolicy: {
    source: 'return-policy',
    required: ['applicableCountry', 'returnPolicyCategory', 'merchantReturnDays', 'returnMethod', 'returnFees'],
    kinds: {
      applicableCountry: isList(isCountry),
      returnPolicyCategory: isTerm('MerchantReturnFiniteReturnWindow'),
      merchantReturnDays: isNumber,
      returnMethod: isTerm('ReturnByMail'),
      returnFees: isTerm('ReturnFeesCustomerResponsibility', 'FreeReturn'),
      refundType: isTerm('FullRefund'),
    },
  },
  AggregateRating: {
    source: 'review-snippet',
    required: ['ratingValue', 'reviewCount'],
    kinds: {
      ratingValue: (value) => isNumber(value) && Number(value) >= 1 && Number(value) <= 5,
      reviewCount: (value) => Number.isInteger(value) && Number(value) > 0,
    },
  },
  Review: {
    source: 'review-snippet',
    required: ['author', 'reviewRating'],
    kinds: { author: has('Person'), reviewRating: has('Rating'), datePublished: isDay, reviewBody: isText },
  },
  Rating: { source: 'review-snippet', required: ['ratingValue'], kinds: { ratingValue: isNumber } },
  Person: {
    source: 'review-snippet',
    required: ['name'],
    kinds: { name: (value) => isText(value) && String(value).length < 100 },
  },
  Brand: { source: 'merchant-listing', required: ['name'], kinds: { name: isText } },
  BreadcrumbList: {
    source: 'breadcrumb',
    required: ['itemListElement'],
    kinds: { itemListElement: isList(has('ListItem')) },
  },
  ListItem: {
    source: 'breadcrumb',
    required: ['position', 'name', 'item'],
    kinds: { position: (value) => Number.isInteger(value), name: isText, item: isUrl },
  },
  OnlineStore: {
    source: 'organization',
    required: ['name', 'url', 'logo'],
    kinds: { name: isText, url: isUrl, logo: isUrl, contactPoint: has('ContactPoint') },
  },
  Organization: { source: 'organization', required: ['name'], kinds: { name: isText } },
  ContactPoint: { source: 'organization', required: ['email'], kinds: { email: isText } },
}

export type Data = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON-LD of a page. @throws SyntaxError when one is no JSON */
export function readData(html: string): Data[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, text = '']) =>
    JSON.parse(text),
  )
}

/** Says what is wrong with a JSON-LD object and everything in it: unknown types, missing and malformed properties. */
export function findFaults(data: unknown, place = '$'): string[] {
  if (Array.isArray(data)) return data.flatMap((one, index) => findFaults(one, `${place}[${index}]`))
  if (!isRecord(data)) return []
  const type = String(data['@type'])
  const rule = Object.hasOwn(rules, type) ? rules[type] : undefined
  if (!rule) return [`${place}: no rule for the type ${type}`]
  const missing = rule.required.filter((name) => data[name] === undefined)
  const wrong = Object.entries(rule.kinds ?? {}).filter(
    ([name, isRight]) => data[name] !== undefined && !isRight(data[name]),
  )
  return [
    ...(place === '$' && data['@context'] !== 'https://schema.org' ? [`${place}: no context`] : []),
    ...missing.map((name) => `${place}.${name} is missing (${rule.source})`),
    ...wrong.map(([name]) => `${place}.${name} is wrong: ${JSON.stringify(data[name])} (${rule.source})`),
    ...Object.entries(data).flatMap(([name, value]) => findFaults(value, `${place}.${name}`)),
  ]
}
