import { processOrder } from '#functions/process-order.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(processOrder)
