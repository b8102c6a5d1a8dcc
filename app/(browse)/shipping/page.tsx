import type { Metadata } from 'next'
import Link from 'next/link'
import { Prose } from '#components/prose.tsx'

export const metadata: Metadata = {
  title: 'Shipping and returns',
  description: 'What a parcel costs, where it goes, and how it would come back.',
  alternates: { canonical: '/shipping' },
}

export default function ShippingPage() {
  return (
    <Prose title="Shipping and returns" lead="What a parcel costs, where it goes, and how it would come back.">
      <h2>What it costs</h2>
      <p>
        A parcel costs €9, and nothing from €150. Prices include VAT. The sum in the cart is the sum that is charged:
        nothing is added afterwards.
      </p>
      <h2>Where it goes</h2>
      <p>
        Austria, Belgium, Denmark, Finland, France, Germany, Ireland, Italy, Luxembourg, the Netherlands, Portugal,
        Spain and Sweden.
      </p>
      <h2>When it comes</h2>
      <p>
        An order is paid, packed, shipped and delivered, in that order. Its page, which the receipt links to, says where
        it is. In this demonstration the parcel is imaginary; the steps are real.
      </p>
      <h2>If it does not suit</h2>
      <p>
        Thirty days, in whatever state it reached you. What is refunded goes back the way it came, and never more than
        was paid; the page of the order says when.
      </p>
      <p>
        <Link href="/about">Why none of this costs anything</Link>
      </p>
    </Prose>
  )
}
