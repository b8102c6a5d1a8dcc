import type { Context } from 'hono'
import type { Place } from '#local/supabase/storage/objects.ts'
import { invalidKey } from '#local/supabase/storage/problem.ts'

/** The object a route is about, from its `:bucket` and `:name` parts. */
export function placeOf(context: Context): Place {
  return { bucket: context.req.param('bucket') ?? '', name: checkName(context.req.param('name') ?? '') }
}

/**
 * Names of objects as hosted storage takes them: https://supabase.com/docs/guides/storage/uploads/file-limits
 * @throws for other characters, and for empty, `.` or `..` parts
 */
export function checkName(name: string): string {
  const known = /^[\w/!.*'() &$@=;:+,?-]+$/.test(name)
  const parts = name.split('/')
  if (!known || name.length > 1024 || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw invalidKey(name)
  return name
}
