// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { forwardQuestion } from '#functions/forward-question.ts'

Deno.serve(createEdge(forwardQuestion, Deno.env.toObject()))
