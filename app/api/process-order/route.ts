import { processOrder } from '#functions/process-order.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(processOrder)
