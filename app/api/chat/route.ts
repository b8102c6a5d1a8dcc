// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { chat } from '#functions/chat.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(chat)
