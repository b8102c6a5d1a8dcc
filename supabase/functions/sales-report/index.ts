// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { salesReport } from '#functions/sales-report.ts'

Deno.serve(createEdge(salesReport, Deno.env.toObject()))
