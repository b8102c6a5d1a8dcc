import { forwardQuestion } from '#functions/forward-question.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(forwardQuestion)
