import type { PostgresConnection } from '@supabase/lite/postgres'

type Named = { schema?: string; ref_schema?: string }
type Introspection = Record<string, unknown>
type Target = { introspect(options?: object): Promise<Introspection> }

const lists = [
  'tables',
  'columns',
  'indexes',
  'foreign_keys',
  'primary_keys',
  'views',
  'check_constraints',
  'unique_constraints',
]

/**
 * The REST server knows what is in `public` and nothing else, as PostgREST with the default `db-schemas`. @supabase/lite 0.10.0 looks
 * tables up by name alone, and would take `public.users` for `auth.users`.
 */
export function hideOtherSchemas(connection: PostgresConnection): void {
  const target = connection as unknown as Target
  const introspect = target.introspect.bind(connection)
  const known = new WeakMap<Introspection, Introspection>()
  target.introspect = async (options) => {
    const everything = await introspect(options)
    const exposed = known.get(everything) ?? onlyPublic(everything)
    known.set(everything, exposed)
    return exposed
  }
}

function onlyPublic(everything: Introspection): Introspection {
  const isPublic = ({ schema = 'public', ref_schema = 'public' }: Named) =>
    schema === 'public' && ref_schema === 'public'
  const entries = lists.map((list) => [list, ((everything[list] ?? []) as Named[]).filter(isPublic)])
  return { ...everything, ...Object.fromEntries(entries) }
}
