import { refundOrder } from '#functions/refund-order.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(refundOrder)
