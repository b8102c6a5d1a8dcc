import type { Product, Review } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

const dates = new Intl.DateTimeFormat(shop.locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** All reviews and their average. The ids contain the slug because Next keeps left pages in the document, hidden. */
export function Reviews({ product }: { product: Product }) {
  const { slug, reviews, rating } = product
  if (reviews.length === 0) return null
  return (
    <section aria-labelledby={`${slug}-reviews`} className="page mt-24 md:mt-32">
      <div className="grid gap-x-16 gap-y-8 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <div>
          <h2 id={`${slug}-reviews`} className="text-heading">
            Reviews
          </h2>
          <p className="mt-3 flex items-center gap-3 tabular-nums">
            <Bulbs rating={rating.average} />
            {rating.average.toFixed(1)} of 5, from {rating.count} {rating.count === 1 ? 'review' : 'reviews'}
          </p>
          <p className="mt-3 max-w-[22rem] text-small text-quiet">
            We publish every review. “Verified” means that the author bought the lamp here.
          </p>
        </div>
        <ul className="grid gap-x-16 lg:grid-cols-2">
          {reviews.map((review) => (
            <ReviewEntry key={review.id} review={review} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function ReviewEntry({ review }: { review: Review }) {
  const { author, rating, title, body, date, verified } = review
  return (
    <li className="border-t border-line py-6">
      <p className="flex items-center gap-3">
        <Bulbs rating={rating} />
        <span className="sr-only">{rating} of 5</span>
      </p>
      <h3 className="mt-2 font-strong">{title}</h3>
      <p className="mt-1">{body}</p>
      <p className="mt-3 text-small text-quiet">
        {author}, <time dateTime={date}>{dates.format(new Date(date))}</time>
        {verified && ' · Verified'}
      </p>
    </li>
  )
}

const five = [1, 2, 3, 4, 5]

/** The rating as five small lamps. Hidden from screen readers, because the number stands beside it. */
function Bulbs({ rating }: { rating: number }) {
  return (
    <span aria-hidden="true" className="flex gap-1">
      {five.map((place) => (
        <span
          key={place}
          className={`size-2.5 rounded-sm border ${rating >= place - 0.5 ? 'border-light bg-light' : 'border-quiet'}`}
        />
      ))}
    </span>
  )
}
