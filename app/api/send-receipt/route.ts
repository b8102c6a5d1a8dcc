// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { sendReceipt } from '#functions/send-receipt.ts'

export const POST = serve(sendReceipt)
