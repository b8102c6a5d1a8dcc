import type { ReactNode } from 'react'

/** The mail that the shopper got, in a frame that runs no script and may open nothing. */
export function OrderReceipt({ html }: { html: string | null }) {
  return html ? (
    <details>
      <summary className="cursor-pointer py-2">Show it as it was sent</summary>
      <iframe title="The receipt as it was sent" sandbox="" srcDoc={html} className="order-receipt" />
    </details>
  ) : (
    <ReceiptNote>
      The mail service cannot show the receipt at the moment. It was sent; whoever ordered has it in the mailbox.
    </ReceiptNote>
  )
}

export function ReceiptNote({ children }: { children: ReactNode }) {
  return <p className="text-quiet">{children}</p>
}
