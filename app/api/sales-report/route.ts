import { salesReport } from '#functions/sales-report.ts'
import { serve } from '#functions/serve.ts'

export const GET = serve(salesReport)
