// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { checkInvariants } from '#functions/check-invariants.ts'

Deno.serve(createEdge(checkInvariants, Deno.env.toObject()))
