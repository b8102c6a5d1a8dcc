import * as z from 'zod'

/** The largest quantity of one lamp in a cart. */
export const most = 20

/** A quantity as people type it: 1 to 20, in digits. */
export const quantity = z
  .string(`Enter a quantity from 1 to ${most}.`)
  .trim()
  .regex(/^-?\d+$/, `Enter a whole number from 1 to ${most}.`)
  .transform(Number)
  .refine((value) => value >= 1, { error: 'The smallest quantity is 1. To remove the lamp, use Remove.', abort: true })
  .refine((value) => value <= most, `The largest quantity is ${most} per lamp. For more, place a second order.`)

/**
 * The form of the cart: `quantity.<variant>` for each line, `total` as the page showed it, and `update` when the shopper only saves
 * the quantities. The typed quantities count, whichever button the shopper presses.
 */
export const cartForm = z.record(z.string(), z.string()).transform((values, context) => {
  const quantities = new Map<string, number>()
  for (const [name, typed] of Object.entries(values)) {
    const variantId = /^quantity\.([0-9a-f-]{36})$/.exec(name)?.[1]
    if (!variantId) continue
    const parsed = quantity.safeParse(typed)
    if (parsed.success) quantities.set(variantId, parsed.data)
    else
      context.addIssue({
        code: 'custom',
        path: [name],
        message: parsed.error.issues[0]?.message ?? 'Enter a quantity.',
      })
  }
  const total = /^\d{1,10}$/.test(values.total ?? '') ? Number(values.total) : null
  return { quantities, total, update: values.update !== undefined }
})
