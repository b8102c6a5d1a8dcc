'use client'

import Link from 'next/link'
import { AdminAnswer, errorOf } from '#components/admin/answer.tsx'
import { AdminInput, AdminSelect } from '#components/admin/fields.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { AdminFinish, Movement } from '#shop/catalog/admin-types.ts'

const reasons = [
  ['received', 'Received: add this many'],
  ['counted', 'Counted: set the stock to this many'],
  ['damaged', 'Damaged: remove this many'],
] as const

const words: Record<Movement['reason'], string> = {
  received: 'Received',
  counted: 'Counted',
  damaged: 'Damaged',
  taken: 'Ordered',
  returned: 'Returned from an order',
}

type StockProps = {
  productId: string
  finishes: readonly AdminFinish[]
  movements: readonly (Movement & { when: string })[]
  editable: boolean
  adjustStock: Action
}

/** The stock of each finish, a form to adjust it with a reason, and the last movements. */
export function Stock({ productId, finishes, movements, editable, adjustStock }: StockProps) {
  const { state, pending, guarded } = useAction(adjustStock)
  return (
    <section className="admin-section" aria-labelledby="stock">
      <h2 id="stock">Stock</h2>
      <div className="product-stock">
        <div>
          <table className="admin-table">
            <caption className="sr-only">In stock now</caption>
            <thead>
              <tr>
                <th scope="col">Finish</th>
                <th scope="col" className="number">
                  In stock
                </th>
              </tr>
            </thead>
            <tbody>
              {finishes.map(({ id, name, stock }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td className="number" data-label="In stock">
                    {stock}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {finishes.length === 0 && <p className="admin-quiet">Add a finish before you add stock.</p>}
          {editable && finishes.length > 0 && (
            <form {...guarded} className="admin-form mt-6" aria-label="Stock adjustment">
              <input type="hidden" name="productId" value={productId} />
              <div className="admin-fields">
                <AdminSelect
                  id="stock-finish"
                  name="variantId"
                  label="Finish"
                  options={finishes.map(({ id, name }) => [id, name])}
                  error={errorOf(state, 'variantId')}
                />
                <AdminSelect
                  id="stock-reason"
                  name="reason"
                  label="Reason"
                  options={reasons}
                  error={errorOf(state, 'reason')}
                />
                <AdminInput
                  id="stock-quantity"
                  name="quantity"
                  label="Quantity"
                  inputMode="numeric"
                  autoComplete="off"
                  error={errorOf(state, 'quantity')}
                />
              </div>
              <div className="admin-actions">
                <button type="submit" className="admin-button" disabled={pending}>
                  Adjust stock
                </button>
                <AdminAnswer state={state} pending={pending} />
              </div>
            </form>
          )}
        </div>
        <Movements movements={movements} />
      </div>
    </section>
  )
}

function Movements({ movements }: Pick<StockProps, 'movements'>) {
  if (movements.length === 0) return <p className="admin-quiet">No stock movements yet.</p>
  return (
    <table className="admin-table">
      <caption className="sr-only">Last movements</caption>
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">Finish</th>
          <th scope="col" className="number">
            Quantity
          </th>
          <th scope="col">Date</th>
        </tr>
      </thead>
      <tbody>
        {movements.map(({ id, reason, finish, quantity, orderId, when }) => (
          <tr key={id}>
            <th scope="row">
              {orderId ? <Link href={`/admin/orders/${orderId}`}>{words[reason]}</Link> : words[reason]}
            </th>
            <td data-label="Finish">{finish}</td>
            <td className="number" data-label="Quantity">
              {quantity > 0 ? `+${quantity}` : `−${-quantity}`}
            </td>
            <td data-label="Date">{when}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
