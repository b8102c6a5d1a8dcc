// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { forwardQuestion } from '#functions/forward-question.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(forwardQuestion)
