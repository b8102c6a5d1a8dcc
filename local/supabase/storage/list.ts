import type { Sql } from 'postgres'
import * as z from 'zod'
import type { Caller } from '#local/supabase/gateway.ts'
import { asCaller } from '#local/supabase/storage/objects.ts'

const optionsSchema = z.object({
  prefix: z.string().default(''),
  limit: z.number().int().min(1).max(10_000).default(100),
  offset: z.number().int().min(0).default(0),
  search: z.string().default(''),
  sortBy: z
    .object({
      column: z.enum(['name', 'created_at', 'updated_at', 'last_accessed_at']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    })
    .prefault({}),
})

/** One level below a prefix: objects by their last name, and folders (which are only parts of names) with a null id. */
export function listObjects(sql: Sql, caller: Caller, bucket: string, input: unknown): Promise<object[]> {
  const { prefix, limit, offset, search, sortBy } = optionsSchema.parse(input)
  const folder = prefix.replace(/\/+$/, '')
  const base = folder === '' ? '' : `${folder}/`
  return asCaller(sql, caller, 'storage.object.list', async (transaction) => [
    ...(await transaction`
      with below as (
        select *, split_part(substr(name, ${base.length + 1}), '/', 1) as leaf, strpos(substr(name, ${base.length + 1}), '/') > 0 as nested
        from storage.objects where bucket_id = ${bucket} and starts_with(name, ${base}) and name <> ${base}
      )
      select leaf as name, id, updated_at, created_at, last_accessed_at, metadata from below
      where not nested and leaf ilike ${`${search}%`}
      union all
      select distinct leaf, null::uuid, null::timestamptz, null::timestamptz, null::timestamptz, null::jsonb from below
      where nested and leaf ilike ${`${search}%`}
      order by ${transaction(sortBy.column)} ${sortBy.order === 'desc' ? transaction`desc` : transaction`asc`}
      limit ${limit} offset ${offset}`),
  ])
}
