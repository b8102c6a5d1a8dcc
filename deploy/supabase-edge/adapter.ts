import { needs } from '#deploy/needs.gen.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { parseEnv } from '#lib/env.ts'
import type { Role } from '#lib/roles.ts'

/**
 * A function as a Supabase Edge Function. Its address is another site than the store's, so only pages of the store may call it from
 * a browser. https://supabase.com/docs/guides/functions
 * @param given the variables of the process: Supabase's own, and secrets, whose names cannot begin with SUPABASE_
 * @throws Error naming every variable that is missing or malformed
 */
export function createEdge(
  definition: FunctionDefinition,
  given: Record<string, string>,
): (request: Request) => Promise<Response> {
  const { name } = definition
  const environment = {
    ...given,
    SUPABASE_PUBLISHABLE_KEY: publishableKey(given),
    SUPABASE_ROLE_TOKENS: given.ROLE_TOKENS,
  }
  const env = parseEnv(environment, needs[name]?.variables ?? [], [name.replaceAll('-', '_') as Role])
  const handler = serve(definition, { env: () => env })
  const cors = {
    'access-control-allow-origin': env.SITE_URL,
    'access-control-allow-headers': 'authorization, content-type, apikey, traceparent',
    'access-control-allow-methods': 'POST',
    vary: 'origin',
  }
  return async (request) => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
    // Supabase calls it at `/<name>`; signatures are over the path that the store uses.
    const url = new URL(request.url)
    url.pathname = `/api/${name}`
    const response = await handler(new Request(url, request))
    const headers = new Headers(response.headers)
    for (const [header, value] of Object.entries(cors)) headers.set(header, value)
    return new Response(response.body, { status: response.status, headers })
  }
}

/** Hosted gives all publishable keys by name; SUPABASE_ANON_KEY is a legacy key, which ends with the legacy secret. */
function publishableKey(variables: Record<string, string>): string | undefined {
  const byName = JSON.parse(variables.SUPABASE_PUBLISHABLE_KEYS ?? '{}') as { default?: string }
  return byName.default ?? variables.SUPABASE_PUBLISHABLE_KEY ?? variables.SUPABASE_ANON_KEY
}
