// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { shipOrder } from '#functions/ship-order.ts'

export const POST = serve(shipOrder)
