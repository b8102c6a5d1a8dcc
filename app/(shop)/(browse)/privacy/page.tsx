import type { Metadata } from 'next'
import Link from 'next/link'
import { Filled } from '#components/ui/filled.tsx'
import { Prose } from '#components/ui/prose.tsx'
import { cookies, type Kept, storage } from '#shop/accounts/cookies.ts'
import { shop } from '#shop.config.ts'

// A template, and no legal advice. What the law of the EU asks for: article 13 of https://eur-lex.europa.eu/eli/reg/2016/679/oj,
// and for cookies article 5 (3) of https://eur-lex.europa.eu/eli/dir/2002/58/2009-12-19.

export const metadata: Metadata = {
  title: 'Privacy',
  description: `What ${shop.name} knows about you, why, and for how long. Every cookie by name.`,
  alternates: { canonical: '/privacy' },
}

const { seller, mail, keep } = shop

export default function PrivacyPage() {
  return (
    <Prose title="Privacy" lead="What this shop knows about you, why, and for how long.">
      <h2>Who is responsible</h2>
      <p>
        <Filled value={seller.name} name="the seller’s name" />, <a href={`mailto:${mail.replyTo}`}>{mail.replyTo}</a>.
        The <Link href="/imprint">imprint</Link> has the address.
      </p>
      <h2>When you look around</h2>
      <p>
        Nothing about you is stored. Pages, pictures and type come from this shop and from the companies that{' '}
        <a href="#processors">run it</a>, and from nobody else. There are no statistics about visitors and no
        advertising. The server sees the address of your network for as long as an answer takes; where a form could be
        abused, it keeps a hash of it, to count tries.
      </p>
      <h2>When you order</h2>
      <p>
        Your name, address, mail address and what you ordered, to fulfil the contract and to keep the books as tax law
        demands, for as long as it demands. The payment service gets what it needs for the payment, and the carrier what
        it needs for the parcel.
      </p>
      <h2>When you have an account</h2>
      <p>
        Your mail address, a hash of your password if you chose one, your open sessions and your cart. Orders that you
        made with this address before belong to the account too.{' '}
        <Link href="/account" prefetch={false}>
          Its page
        </Link>{' '}
        has a copy of it all, but for keys and for what the staff noted and checked, and deletes the account; orders
        then stay in the books without it.
      </p>
      <h2>When you ask something</h2>
      <p>
        A question to a person is mailed to the shop with your address, and removed after {keep.questionDays} days. What
        you ask the assistant is not stored on the server.
      </p>
      <h2>Carts</h2>
      <p>A cart is removed {keep.cartDays} days after its last change.</p>
      <h2 id="processors">Who else handles it</h2>
      <p>
        <Filled value={seller.processors} name="the companies that handle data for the shop, and where" />
      </p>
      <h2 id="cookies">Cookies</h2>
      <p>
        Every cookie of this shop does something that you asked for: it holds your cart, your sign-in or a form. The law
        asks for consent only for others, so there is no notice to click away.
      </p>
      <Table caption="Every cookie" rows={cookies} />
      <Table caption="What else stays in your browser" rows={storage} />
      {shop.offline && (
        <p>
          The pages that you have seen stay on your device, so that you can read them offline. Your browser removes them
          with the data of this site.
        </p>
      )}
      <h2>Your rights</h2>
      <p>
        You may ask what we have about you, have it corrected or removed, take it with you, and object to its use: write
        to <a href={`mailto:${mail.replyTo}`}>{mail.replyTo}</a>. You may complain to{' '}
        <Filled value={seller.privacyAuthority} name="the authority for data protection" />.
      </p>
    </Prose>
  )
}

function Table({ caption, rows }: { caption: string; rows: readonly Kept[] }) {
  return (
    <table className="facts kept">
      <caption className="pt-6 pb-2 text-left font-strong">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">What for</th>
          <th scope="col">Until</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, why, until }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{why}</td>
            <td>{until}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
