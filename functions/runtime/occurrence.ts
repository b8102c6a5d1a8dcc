import { z } from 'zod'
import { startOfDay } from '#lib/days.ts'

/**
 * What a scheduled function may be told: the moment that it takes for now, a day of the shop (`?at=2026-11-22`, its
 * begin) or an ISO time. Without it, `at` is now. The future is refused: what is to come cannot have happened.
 */
export const occurrence = z.object({
  at: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a day such as 2026-11-22, or an ISO time')
    .optional()
    .transform((text) => (text === undefined ? new Date() : (startOfDay(text) ?? new Date(text))))
    .refine((at) => at.getTime() <= Date.now(), 'must not be in the future'),
})
