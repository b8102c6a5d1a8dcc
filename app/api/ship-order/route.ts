import { serve } from '#functions/runtime/serve.ts'
import { shipOrder } from '#functions/ship-order.ts'

export const POST = serve(shipOrder)
