import type { ReactNode } from 'react'

/** The receipt that the shopper received, in a sandboxed frame that runs no script and opens no window. */
export function OrderReceipt({ html }: { html: string | null }) {
  return html ? (
    <details>
      <summary className="cursor-pointer py-2">Show the receipt</summary>
      <iframe title="The receipt" sandbox="" srcDoc={html} className="order-receipt" />
    </details>
  ) : (
    <ReceiptNote>The receipt was sent, but the mail service cannot show it at the moment.</ReceiptNote>
  )
}

export function ReceiptNote({ children }: { children: ReactNode }) {
  return <p className="text-quiet">{children}</p>
}
