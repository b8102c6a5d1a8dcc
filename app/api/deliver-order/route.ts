import { deliverOrder } from '#functions/deliver-order.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(deliverOrder)
