// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { invariants } from '#functions/invariants.ts'

Deno.serve(createEdge(invariants, Deno.env.toObject()))
