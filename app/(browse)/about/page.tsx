import type { Metadata } from 'next'
import Link from 'next/link'
import { Prose } from '#components/prose.tsx'

export const metadata: Metadata = {
  title: 'About this demo',
  description: 'Nightlight is a demonstration of a serverless shop. No real money moves.',
  alternates: { canonical: '/about' },
}

export default function AboutPage() {
  return (
    <Prose title="About this demo" lead="A shop that behaves like one, and sells nothing.">
      <h2>No money moves</h2>
      <p>
        Payments run against a test account, or against a stand-in on the machine that serves this page. Use the test
        card 4242 4242 4242 4242 with any date in the future and any three digits. Please do not type a real one.
      </p>
      <h2>The lamps</h2>
      <p>
        Thirty lamps were drawn for this shop and photographed twice by the same camera that does not exist: once by
        day, switched off, and once at dusk, switched on. The reviews were written for it too, including the unkind
        ones.
      </p>
      <h2>Off until something moves</h2>
      <p>
        The software works as the lamps do. The pages you walk along are files, so looking costs nothing. When you put a
        lamp into the cart, pay, or wait for a parcel, a function wakes, does its part, and goes out.
      </p>
      <h2>What is kept</h2>
      <p>
        Your cart for thirty days, under a number in a cookie. Whether you like the lights on, in your own browser. An
        order keeps what you typed for it, so type as little truth as you like.
      </p>
      <p>
        <Link href="/products">Back to the lamps</Link>
      </p>
    </Prose>
  )
}
