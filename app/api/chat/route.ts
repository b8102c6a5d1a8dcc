import { chat } from '#functions/chat.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(chat)
