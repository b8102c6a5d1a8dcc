import { removeLeftovers } from '#functions/remove-leftovers.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(removeLeftovers)
