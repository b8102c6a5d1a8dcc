import { env } from '#lib/env.ts'
import { anonymous } from '#lib/supabase.ts'
import { ownCosts } from '#shop/runs/cost.ts'
import { findTraceOutline } from '#shop/runs/runs.ts'

const headers = { 'cache-control': 'no-store' }

/** What anybody may see of a trace whose id they have: `GET /under-the-hood/trace?id=` with 32 hexadecimal digits; with what its runs cost. */
export async function GET(request: Request): Promise<Response> {
  const id = new URL(request.url).searchParams.get('id') ?? ''
  const outline = /^[0-9a-f]{32}$/.test(id) ? await findTraceOutline(anonymous(env()), id) : null
  return outline
    ? Response.json({ ...outline, costs: ownCosts(outline) }, { headers })
    : Response.json({ error: 'Nothing has this trace.' }, { status: 404, headers })
}
