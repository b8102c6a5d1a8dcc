import { z } from 'zod'
import { photographStates } from '#shop/photographs/admin.ts'

const wanted = z.object({
  productId: z.uuid().optional().catch(undefined),
  status: z.enum(photographStates).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** Which photographs an address asks for; what makes no sense is left out. */
export function readWanted(parameters: Record<string, unknown>): z.infer<typeof wanted> {
  return wanted.parse(parameters)
}
