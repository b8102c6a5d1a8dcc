import { shareImages } from '#components/catalog/share-images.ts'
import { writeDecimal } from '#lib/money.ts'
import type { Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

/** The lamp as schema.org describes products, for search engines. */
export function ProductData({ product, address }: { product: Product; address: string }) {
  const json = JSON.stringify(describe(product, address)).replaceAll('<', '\\u003c')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: data, not script, and nothing in it can close the element
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}

function describe(product: Product, address: string) {
  const { name, sku, description, category, materials, rating, reviews, finishes, on, off } = product
  const images = [on, off].flatMap((photograph) => (photograph ? shareImages(photograph) : [])).map(({ url }) => url)
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    sku,
    description,
    category: category.name,
    material: materials.join(', '),
    brand: { '@type': 'Brand', name: shop.name },
    image: images,
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
    offers: finishes.map((finish) => ({
      '@type': 'Offer',
      sku: finish.sku,
      name: `${name} in ${finish.name}`,
      url: address,
      price: writeDecimal(finish.price),
      priceCurrency: finish.price.currency.toUpperCase(),
      availability: `https://schema.org/${finish.stock > 0 ? 'InStock' : 'OutOfStock'}`,
    })),
  }
}
