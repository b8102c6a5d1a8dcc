import * as z from 'zod'
import { startOfDay } from '#lib/days.ts'

/**
 * The input of a scheduled function: `at` is the moment that it takes for now, as an ISO time or as a day of the shop
 * (`?at=2026-11-22`, the start of that day). Without it, `at` is now. A time in the future is refused.
 */
export const occurrence = z.object({
  at: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a day such as 2026-11-22, or an ISO time')
    .optional()
    .transform((text) => (text === undefined ? new Date() : (startOfDay(text) ?? new Date(text))))
    .refine((at) => at.getTime() <= Date.now(), 'must not be in the future'),
})
