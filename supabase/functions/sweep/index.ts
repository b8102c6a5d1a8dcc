// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { sweep } from '#functions/sweep.ts'

Deno.serve(createEdge(sweep, Deno.env.toObject()))
