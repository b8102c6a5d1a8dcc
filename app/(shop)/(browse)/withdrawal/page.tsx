import type { Metadata } from 'next'
import Link from 'next/link'
import { Filled } from '#components/ui/filled.tsx'
import { Prose } from '#components/ui/prose.tsx'
import { returnCost, withdrawalTime } from '#shop/orders/promises.ts'
import { shop } from '#shop.config.ts'

// A template, and no legal advice. What the law of the EU asks for: articles 6 and 9 to 14, and annex I, of
// https://eur-lex.europa.eu/eli/dir/2011/83/oj.

export const metadata: Metadata = {
  title: 'Withdrawal',
  description: `How to withdraw from an order at ${shop.name}, with a form.`,
  alternates: { canonical: '/withdrawal' },
}

const { seller, mail, returns } = shop
const blanks = ['Order number', 'Lamps', 'Ordered and received on', 'Your name', 'Your address', 'Date'] as const
const letter = ['I withdraw from my contract for these lamps.', '', ...blanks.map((blank) => `${blank}: `)].join('\r\n')
const mailto = `mailto:${mail.replyTo}?subject=Withdrawal&body=${encodeURIComponent(letter)}`

export default function WithdrawalPage() {
  return (
    <Prose title="Withdrawal" lead="You may change your mind about an order, and need no reason.">
      <h2>How long</h2>
      <p>
        You may withdraw {withdrawalTime}: the day on which you, or somebody you named, received the last lamp of the
        order. It is in time if you send your message before the end of that time.
      </p>
      <h2>How</h2>
      <p>
        Tell us clearly that you withdraw, in any words. You may use the form below: by letter, or{' '}
        <a href={mailto}>as a mail to {mail.replyTo}</a>. You may also ask the assistant of this shop for a return.
      </p>
      <h2>What happens then</h2>
      <p>
        We refund everything that you paid for the order, its delivery included, the way you paid it, and without a
        charge. We may wait until the lamps are back, or until you show that you sent them. Send them to this address in
        the same time in which you may withdraw. {returnCost} You answer for a loss of value only where you did more
        with a lamp than try it as one would in a shop.
      </p>
      <address>
        <Filled value={returns.address} name="the address for returns" />
      </address>
      <h2 id="form">Form</h2>
      <p>Fill in and send this form only if you want to withdraw.</p>
      <address className="mt-4 grid gap-1">
        <span>To:</span>
        <span>
          <Filled value={seller.name} name="the seller’s name" />
        </span>
        <span>
          <Filled value={seller.address} name="the seller’s address" />
        </span>
        <span>{mail.replyTo}</span>
      </address>
      <p>I withdraw from my contract for these lamps.</p>
      <dl className="mt-4 grid gap-4">
        {blanks.map((blank) => (
          <div key={blank} className="flex items-baseline gap-3">
            <dt>{blank}:</dt>
            <dd className="min-w-0 grow border-b border-quiet">&nbsp;</dd>
          </div>
        ))}
      </dl>
      <p className="text-small text-quiet">On paper, sign it.</p>
      <p>
        <Link href="/shipping">Shipping and returns</Link>
      </p>
    </Prose>
  )
}
