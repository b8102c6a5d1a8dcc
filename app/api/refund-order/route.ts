// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { refundOrder } from '#functions/refund-order.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(refundOrder)
