import { refundOrder } from '#functions/refund-order.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(refundOrder)
