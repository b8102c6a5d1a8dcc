import { serve } from '#functions/runtime/serve.ts'
import { salesReport } from '#functions/sales-report.ts'

export const GET = serve(salesReport)
