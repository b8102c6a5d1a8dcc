import { writeDecimal } from '#lib/money.ts'
import type { Photograph, Product } from '#shop/catalog/types.ts'
import { parcelAmount } from '#shop/orders/promises.ts'
import { chooseSize } from '#shop/sharing/choose-size.ts'
import { shop } from '#shop.config.ts'

// What pages say to search engines, as JSON-LD in the vocabulary of https://schema.org. Which properties they need:
// https://developers.google.com/search/docs/appearance/structured-data/search-gallery

/** A JSON-LD object. */
export type StructuredData = Readonly<Record<string, unknown>>

const context = 'https://schema.org'
const term = (name: string) => `${context}/${name}`
const { delivery, returns } = shop

/** Everybody returns a lamp by the rules of /shipping: `promises.ts` says them in words. */
const returnPolicy = {
  '@type': 'MerchantReturnPolicy',
  applicableCountry: delivery.countries,
  returnPolicyCategory: term('MerchantReturnFiniteReturnWindow'),
  merchantReturnDays: returns.days,
  returnMethod: term('ReturnByMail'),
  returnFees: term('ReturnFeesCustomerResponsibility'),
  refundType: term('FullRefund'),
}

const destinations = delivery.countries.map((country) => ({ '@type': 'DefinedRegion', addressCountry: country }))

/**
 * Describes a lamp with an offer for each finish: price, availability, delivery and returns.
 * @param address of its page
 */
export function describeProduct(product: Product, address: string): StructuredData {
  const { name, sku, description, category, materials, rating, reviews, finishes, on, off } = product
  return {
    '@context': context,
    '@type': 'Product',
    name,
    sku,
    url: address,
    description,
    category: category.name,
    material: materials.join(', '),
    brand: { '@type': 'Brand', name: shop.name },
    image: [on, off].flatMap((photograph) => pictureOf(photograph)),
    ...(rating.count > 0 && {
      aggregateRating: { '@type': 'AggregateRating', ratingValue: rating.average, reviewCount: rating.count },
      review: reviews.map(({ author, rating, title, body, date }) => ({
        '@type': 'Review',
        author: { '@type': 'Person', name: author },
        datePublished: date,
        name: title,
        reviewBody: body,
        reviewRating: { '@type': 'Rating', ratingValue: rating },
      })),
    }),
    offers: finishes.map((finish) => {
      const { amount, currency } = finish.price
      const parcel = { amount: parcelAmount(amount), currency }
      return {
        '@type': 'Offer',
        sku: finish.sku,
        name: finish.name,
        url: address,
        price: writeDecimal(finish.price),
        priceCurrency: currency.toUpperCase(),
        availability: term(finish.stock > 0 ? 'InStock' : 'OutOfStock'),
        itemCondition: term('NewCondition'),
        shippingDetails: {
          '@type': 'OfferShippingDetails',
          shippingRate: { '@type': 'MonetaryAmount', value: writeDecimal(parcel), currency: currency.toUpperCase() },
          shippingDestination: destinations,
        },
        hasMerchantReturnPolicy: returnPolicy,
      }
    }),
  }
}

/** Describes the shop itself, for its home page. @param site its address, without a slash at the end */
export function describeShop(site: string): StructuredData {
  const { seller } = shop
  return {
    '@context': context,
    '@type': 'OnlineStore',
    '@id': `${site}/#shop`,
    name: shop.name,
    url: `${site}/`,
    logo: `${site}/icons/512`,
    description: shop.description,
    email: shop.mail.replyTo,
    ...(seller.name && { legalName: seller.name }),
    ...(seller.vatId && { vatID: seller.vatId }),
    ...(seller.phone && { telephone: seller.phone }),
    contactPoint: { '@type': 'ContactPoint', contactType: 'customer service', email: shop.mail.replyTo },
    hasMerchantReturnPolicy: returnPolicy,
  }
}

/** A page on the way from the start to this one, which is the last. @param path such as `/products` */
export type Step = Readonly<{ name: string; path: string }>

/** Describes where a page stands. @param site the address of the shop, without a slash at the end */
export function describeTrail(steps: readonly Step[], site: string): StructuredData {
  return {
    '@context': context,
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: `${site}${path}`,
    })),
  }
}

function pictureOf(photograph: Photograph | null): string[] {
  const size = photograph && chooseSize(photograph)
  return size ? [size.url] : []
}
