import bucketRows from '#supabase/tests/rights/buckets.json' with { type: 'json' }
import { type Catalogue, unreviewed } from '#supabase/tests/rights/catalogue.ts'
import columnRows from '#supabase/tests/rights/columns.json' with { type: 'json' }
import functionRows from '#supabase/tests/rights/functions.json' with { type: 'json' }
import { readNames, roleOf } from '#supabase/tests/rights/identities.ts'
import tableRows from '#supabase/tests/rights/tables.json' with { type: 'json' }
import { tableRights } from '#supabase/tests/rights.ts'

export type Verb = 'read' | 'list' | 'add' | 'change' | 'remove'
type Verbs = Record<string, Partial<Record<Verb, string>>>

/** `plain`, or the class of a column (`secret`, `personal`, or free `text`, which may be either) and who may see it. */
const classes: Record<string, string> = columnRows

/** The columns that are not plain, with the identities that some answer may show them to. */
export const hiddenColumns: ReadonlyMap<string, Set<string>> = new Map(
  Object.entries(classes).flatMap(([column, text]) => {
    const [kind = '', names = ''] = text.split(':')
    if (kind === 'plain' || kind === unreviewed) return []
    if (!/^(secret|personal|text)$/.test(kind)) throw new Error(`${column} has no class "${kind}".`)
    return [[column, readNames(names)] as const]
  }),
)

const may = (rows: Verbs) => (subject: string, verb: Verb, name: string) =>
  readNames(rows[subject]?.[verb] ?? '').has(name)
export const mayTable = may(tableRows as Verbs)
export const mayBucket = may(bucketRows as Verbs)
export const mayCall = (name: string, called: string) =>
  readNames((functionRows as Record<string, string>)[called] ?? '').has(name)

/** The Postgres roles that may call a function, besides the secret key's. */
export const rolesThatCall = (called: string) =>
  new Set([...readNames((functionRows as Record<string, string>)[called] ?? '')].map(roleOf))

/** Whether the role of an identity has any right to a table. */
export const hasGrant = (name: string, table: string) => Boolean(tableRights[table]?.[roleOf(name) ?? ''])

/** The columns of a table that an identity may use in one way, by the grants to its role. */
export function granted(name: string, table: string, verb: 'select' | 'insert' | 'update' | 'delete') {
  const role = roleOf(name)
  const right = (role ? tableRights[table]?.[role] : undefined)?.find((one) => one.split('(')[0] === verb)
  const names = /\((.*)\)/.exec(right ?? '')?.[1]?.split(',')
  return (column: string) => right !== undefined && (names === undefined || names.includes(column))
}

/** Subjects that the matrix does not know or has not reviewed, and rows whose subject is gone. */
export function mismatches({ tables, functions, buckets, holding }: Catalogue): string[] {
  const pairs: [kind: string, rows: Record<string, unknown>, subjects: string[]][] = [
    ['table', tableRows, tables],
    ['function', functionRows, functions.map(({ name }) => name)],
    ['bucket', bucketRows, buckets],
    ['column', classes, holding],
  ]
  return pairs.flatMap(([kind, rows, subjects]) => [
    ...subjects.filter((one) => !(one in rows)).map((one) => `${kind} ${one} has no row`),
    ...Object.keys(rows)
      .filter((one) => !subjects.includes(one))
      .map((one) => `${kind} ${one} is gone`),
    ...Object.keys(rows)
      .filter((one) => rows[one] === unreviewed)
      .map((one) => `${kind} ${one} is not reviewed`),
  ])
}
