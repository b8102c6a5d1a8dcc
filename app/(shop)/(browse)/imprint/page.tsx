import type { Metadata } from 'next'
import { Filled } from '#components/ui/filled.tsx'
import { Prose } from '#components/ui/prose.tsx'
import { shop } from '#shop.config.ts'

// A template: shop.config.ts has the values. What the law of the EU asks for: article 5 of
// https://eur-lex.europa.eu/eli/dir/2000/31/oj; a country may ask for more.

export const metadata: Metadata = {
  title: 'Imprint',
  description: `Who runs ${shop.name}, and how to reach them.`,
  alternates: { canonical: '/imprint' },
}

const { seller, mail } = shop

export default function ImprintPage() {
  return (
    <Prose title="Imprint" lead="Who runs this shop, and how to reach them.">
      <h2>Seller</h2>
      <address>
        <Filled value={seller.name} name="the seller’s name" />
        <span className="block">
          <Filled value={seller.address} name="the seller’s address" />
        </span>
      </address>
      <h2>Represented by</h2>
      <p>
        <Filled value={seller.representative} name="who represents the seller" />
      </p>
      <h2>Contact</h2>
      <p>
        <a href={`mailto:${mail.replyTo}`}>{mail.replyTo}</a>
        <br />
        <Filled value={seller.phone} name="a telephone number" />
      </p>
      {seller.register !== '' && (
        <>
          <h2>Register</h2>
          <p>
            <Filled value={seller.register} name="the register, and the number in it" />
          </p>
        </>
      )}
      {seller.vatId !== '' && (
        <>
          <h2>VAT identification number</h2>
          <p>
            <Filled value={seller.vatId} name="the VAT number" />
          </p>
        </>
      )}
    </Prose>
  )
}
