import { z } from 'zod'

/** Every job that may be queued: its name is that of the function that does it, its schema that of its input. */
export const jobs = {
  'make-thumbnail': z.object({ imageId: z.uuid(), formats: z.array(z.enum(['webp', 'avif', 'jpeg'])).min(1) }),
  'process-order': z.object({ orderId: z.uuid() }),
  'ship-order': z.object({ orderId: z.uuid() }),
  'deliver-order': z.object({ orderId: z.uuid() }),
  'refund-order': z.object({ refundId: z.uuid() }),
  'send-receipt': z.object({ orderId: z.uuid(), copy: z.number().int().min(1) }),
  'forward-question': z.object({ questionId: z.uuid() }),
  'confirm-return': z.object({ orderId: z.uuid() }),
  'make-report': z.object({ kind: z.enum(['day', 'week', 'month']), firstDay: z.iso.date() }),
  'check-invariants': z.object({ day: z.iso.date() }),
  'remove-leftovers': z.object({ day: z.iso.date() }),
  'tell-owner': z.object({ about: z.enum(['findings', 'incidents', 'stock']), id: z.string().min(1) }),
} as const

export type JobName = keyof typeof jobs
export type JobInput<Name extends JobName> = z.infer<(typeof jobs)[Name]>

/** A row of the jobs table, as SQL functions give it. `key` makes a second enqueue harmless. */
export const jobRow = z.object({
  key: z.string().regex(/^[^:]+$/),
  name: z.enum(Object.keys(jobs) as [JobName, ...JobName[]]),
  input: z.record(z.string(), z.unknown()),
  run_at: z.coerce.date(),
  trace: z.string().nullable(),
})
export type Job = z.infer<typeof jobRow>

/** The job that an SQL function asks to ring for, if any. */
export function toJob(value: unknown): Job | null {
  return value ? jobRow.parse(value) : null
}

/** What the queue delivers. */
export const delivery = z.object({ key: z.string(), input: z.unknown() })
