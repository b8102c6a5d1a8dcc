import { deliverOrder } from '#functions/deliver-order.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(deliverOrder)
