// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { resendReceipt } from '#functions/resend-receipt.ts'

Deno.serve(createEdge(resendReceipt, Deno.env.toObject()))
