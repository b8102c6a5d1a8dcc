import type { Metadata } from 'next'
import Link from 'next/link'
import { Filled } from '#components/ui/filled.tsx'
import { Prose } from '#components/ui/prose.tsx'
import { policies } from '#shop/orders/policies.ts'
import { shop } from '#shop.config.ts'

// A template, and no legal advice. It says what the software does; prices, days and countries come from shop.config.ts.

export const metadata: Metadata = {
  title: 'Terms',
  description: `The terms of orders at ${shop.name}.`,
  alternates: { canonical: '/terms' },
}

const { seller } = shop

export default function TermsPage() {
  return (
    <Prose title="Terms" lead="What you and the shop agree on when you order.">
      <h2>Who sells</h2>
      <p>
        <Filled value={seller.name} name="the seller’s name" />; the <Link href="/imprint">imprint</Link> has the
        address.
      </p>
      <h2>How a contract is made</h2>
      <p>
        The lamps in this shop are an invitation to order. You order by paying: until you press the button of the
        payment page you can change or leave everything. The contract begins when we confirm the payment on the page of
        your order and by mail, with these terms. We keep the order, and its page stays open to you.
      </p>
      <h2>Prices and payment</h2>
      <p>
        {policies.tax.text} {policies['shipping-cost'].text} You pay when you order. A payment service takes your card;
        the shop never sees its number. If a lamp turns out to be sold, we refund all of it.
      </p>
      <h2>Delivery</h2>
      <p>
        We deliver to these countries: {policies['delivery-countries'].text} {policies['delivery-time'].text}
      </p>
      <h2>Changing your mind</h2>
      <p>
        {policies.returns.text} The right to withdraw that the law gives you stands on its{' '}
        <Link href="/withdrawal">own page</Link>.
      </p>
      <h2>If something is wrong with a lamp</h2>
      <p>
        The legal guarantee of conformity applies: tell us what is wrong, and we repair or replace the lamp, or give
        your money back. Nothing on this page limits the rights that the law of your country gives you.
      </p>
      <h2>Reviews</h2>
      <p>Reviews marked as verified are by people who bought the lamp here. We publish kind and unkind ones alike.</p>
      <h2>Law</h2>
      <p>
        The law that applies is that of <Filled value={seller.law} name="the country whose law applies" />. A consumer
        keeps the protection of the country where they live, and may go to court there.
      </p>
    </Prose>
  )
}
