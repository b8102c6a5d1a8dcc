// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { makeSalesReport } from '#functions/make-sales-report.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(makeSalesReport)
