// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { doCleanUp } from '#functions/do-clean-up.ts'

Deno.serve(createEdge(doCleanUp, Deno.env.toObject()))
