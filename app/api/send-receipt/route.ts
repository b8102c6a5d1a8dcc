import { sendReceipt } from '#functions/send-receipt.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(sendReceipt)
