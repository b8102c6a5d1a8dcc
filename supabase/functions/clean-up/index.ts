// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { cleanUp } from '#functions/clean-up.ts'

Deno.serve(createEdge(cleanUp, Deno.env.toObject()))
