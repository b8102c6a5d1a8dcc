// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { confirmReturn } from '#functions/confirm-return.ts'

Deno.serve(createEdge(confirmReturn, Deno.env.toObject()))
