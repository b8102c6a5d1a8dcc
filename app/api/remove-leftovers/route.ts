// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { removeLeftovers } from '#functions/remove-leftovers.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(removeLeftovers)
