// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { makeReport } from '#functions/make-report.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(makeReport)
