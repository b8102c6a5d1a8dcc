import { makeReport } from '#functions/make-report.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(makeReport)
