import { z } from 'zod'

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
