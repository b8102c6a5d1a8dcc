import type { Metadata } from 'next'
import Link from 'next/link'
import { Prose } from '#components/ui/prose.tsx'
import { policies } from '#shop/orders/policies.ts'

export const metadata: Metadata = {
  title: 'Shipping and returns',
  description: 'What delivery costs, where we deliver, and how to return a lamp.',
  alternates: { canonical: '/shipping' },
}

const order = ['shipping-cost', 'tax', 'delivery-countries', 'delivery-time', 'returns'] as const

export default function ShippingPage() {
  return (
    <Prose title="Shipping and returns" lead="What delivery costs, where we deliver, and how to return a lamp.">
      {order.map((topic) => [
        <h2 key={topic}>{policies[topic].heading}</h2>,
        <p key={`${topic}-text`}>{policies[topic].text}</p>,
      ])}
      <p>
        <Link href="/about">About this demo</Link>
      </p>
    </Prose>
  )
}
