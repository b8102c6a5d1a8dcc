// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { deliverOrder } from '#functions/deliver-order.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(deliverOrder)
