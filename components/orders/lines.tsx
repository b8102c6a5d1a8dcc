import Link from 'next/link'
import { formatMoney } from '#lib/money.ts'
import type { OrderLine } from '#shop/orders/types.ts'

/** The lines of an order, at the prices of the order. */
export function OrderLines({ lines }: { lines: readonly OrderLine[] }) {
  return (
    <ul className="pb-4">
      {lines.map((line) => (
        <li key={line.sku} className="flex justify-between gap-4 border-line border-t py-3">
          <span>
            {line.quantity} × {line.slug ? <LampLink line={line} slug={line.slug} /> : line.name}
            <span className="block text-quiet text-small">
              {line.finish}, <span className="tabular-nums">{formatMoney(line.unitPrice)}</span> each
            </span>
          </span>
          <span className="tabular-nums">{formatMoney(line.total)}</span>
        </li>
      ))}
    </ul>
  )
}

function LampLink({ line, slug }: { line: OrderLine; slug: string }) {
  return (
    <Link href={`/products/${slug}`} className="link">
      {line.name}
    </Link>
  )
}
