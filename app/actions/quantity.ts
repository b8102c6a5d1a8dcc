import { z } from 'zod'

/** How many of one lamp a cart may hold. */
export const most = 20

/** A quantity as people type it: 1 to 20, in digits. Every refusal says what to do. */
export const quantity = z
  .string('How many? A number from 1 to 20.')
  .trim()
  .regex(/^-?\d+$/, `A whole number, please, from 1 to ${most}.`)
  .transform(Number)
  .refine((value) => value >= 1, { error: 'One is the least. To take the lamp out, use Remove.', abort: true })
  .refine((value) => value <= most, `We send up to ${most} of one lamp. For more, make a second order.`)
