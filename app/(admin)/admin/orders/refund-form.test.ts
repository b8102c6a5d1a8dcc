import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { refundForm } from '#app/(admin)/admin/orders/refund-form.ts'

const [orderId, refundId, lamp, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const form = { orderId, refundId, reason: ' Arrived broken ', scope: 'all' }
const problems = (values: Record<string, string>) =>
  Object.fromEntries(
    (refundForm.safeParse(values).error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]),
  )

describe('the form of a refund', () => {
  test('asks for all that is left, whatever stands in the quantities', () => {
    const request = { orderId, refundId, reason: 'Arrived broken', returnsStock: false, lines: null }
    expect(refundForm.parse({ ...form, [`quantity-${lamp}`]: 'many' })).toEqual(request)
  })

  test('asks for some lines, and leaves out those of none', () => {
    const values = {
      ...form,
      scope: 'lines',
      returnsStock: 'on',
      [`quantity-${lamp}`]: '2',
      [`quantity-${other}`]: '0',
    }
    expect(refundForm.parse(values)).toMatchObject({ returnsStock: true, lines: [{ variantId: lamp, quantity: 2 }] })
  })

  test.each(['-1', '1.5', '1e9', 'two', '21', 'Infinity'])('takes no quantity of %s', (quantity) => {
    expect(problems({ ...form, scope: 'lines', [`quantity-${lamp}`]: quantity })).toHaveProperty(`quantity-${lamp}`)
  })

  test('says what is missing', () => {
    expect(problems({ ...form, reason: '  ' })).toEqual({ reason: 'Enter a reason.' })
    expect(problems({ ...form, scope: 'lines' })).toEqual({ scope: 'Choose what to refund.' })
    expect(problems({ ...form, scope: 'everything' })).toEqual({ scope: 'Choose what to refund.' })
    expect(problems({ ...form, orderId: '1' })).toHaveProperty('orderId')
  })
})
