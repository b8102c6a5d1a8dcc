import * as z from 'zod'
import { photographStates } from '#shop/photographs/admin.ts'

const photographFilter = z.object({
  productId: z.uuid().optional().catch(undefined),
  status: z.enum(photographStates).optional().catch(undefined),
})

/** Reads the filter of the list from the address's parameters. Ignores invalid values. */
export function readPhotographFilter(parameters: Record<string, unknown>): z.infer<typeof photographFilter> {
  return photographFilter.parse(parameters)
}
