import { forwardQuestion } from '#functions/forward-question.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(forwardQuestion)
