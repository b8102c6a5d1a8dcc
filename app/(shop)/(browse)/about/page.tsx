import type { Metadata } from 'next'
import Link from 'next/link'
import { Prose } from '#components/ui/prose.tsx'
import { policies } from '#shop/orders/policies.ts'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = {
  title: 'About this demo',
  description: `${shop.name} is a demonstration of a serverless shop. No real money moves.`,
  alternates: { canonical: '/about' },
}

export default function AboutPage() {
  return (
    <Prose title="About this demo" lead="A shop that behaves like one, and sells nothing.">
      <h2>{policies.payment.heading}</h2>
      <p>{policies.payment.text}</p>
      <h2>The lamps</h2>
      <p>
        Thirty lamps were drawn for this shop and photographed twice by the same camera that does not exist: once by
        day, switched off, and once at dusk, switched on. The reviews were written for it too, including the unkind
        ones.
      </p>
      <h2>{policies['this-demo'].heading}</h2>
      <p>{policies['this-demo'].text}</p>
      <h2>{policies.privacy.heading}</h2>
      <p>{policies.privacy.text}</p>
      <p>
        <Link href="/products">Back to the lamps</Link>
      </p>
    </Prose>
  )
}
