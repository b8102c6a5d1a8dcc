import type { Sql } from 'postgres'
import type { Caller } from '#local/supabase/gateway.ts'
import { becomeCaller } from '#local/supabase/realtime/authorize.ts'
import type { Change, Values } from '#local/supabase/realtime/pgoutput.ts'
import type { Binding } from '#local/supabase/realtime/subscription.ts'
import { describeTable, meets, readRow, rowText, type Table, visibleSql } from '#local/supabase/realtime/table.ts'

/** The `postgres_changes` of one channel. */
export type Watcher = {
  caller: Caller
  bindings: readonly Binding[]
  deliver(payload: { ids: number[]; data: object }): void
}

/** Bytes of a row; of a larger one, clients get an error and the short columns. */
const largestRow = 1024 * 1024
const shortColumn = 64

/**
 * Tells each watcher of a change that its role may select, its policies show and its filter lets through. A deleted row is gone, so
 * no policy can be asked: clients get its key only. https://supabase.com/docs/guides/realtime/postgres-changes
 */
export async function deliverChange(sql: Sql, change: Change, watchers: Iterable<Watcher>): Promise<void> {
  const views = new Map<string, Promise<View>>()
  for (const watcher of watchers) {
    const bindings = watcher.bindings.filter((binding) => isWanted(binding, change))
    if (bindings.length === 0) continue
    const who = JSON.stringify(watcher.caller)
    const view = await (views.get(who) ?? openView(sql, change, watcher.caller))
    views.set(who, Promise.resolve(view))
    const matching: Binding[] = []
    for (const binding of bindings) if (await view.lets(binding)) matching.push(binding)
    const groups = Map.groupBy(matching, ({ select }) => JSON.stringify(select))
    for (const group of groups.values())
      watcher.deliver({ ids: group.map(({ id }) => id), data: view.data(group[0]?.select ?? null) })
  }
}

const isWanted = ({ event, tables }: Binding, { action, schema, table }: Change) =>
  (event === '*' || event === action) && tables.has(`${schema}.${table}`)

type View = {
  lets(binding: Binding): Promise<boolean>
  data(select: readonly string[] | null): object
}

/** A change as one caller may see it. */
async function openView(sql: Sql, change: Change, caller: Caller): Promise<View> {
  const { schema, table: name, action, row, old } = change
  const table = await describeTable(sql, schema, name, caller.role)
  if (!table) return { lets: async () => false, data: () => ({}) }
  const error = action === 'DELETE' ? undefined : findRowError(table)
  if (error)
    return {
      lets: async () => true,
      data: () => ({ schema, table: name, type: action, errors: [error] }),
    }
  const isVisible = action === 'DELETE' || !table.hasPolicies || (await sees(sql, change, table, caller))
  const record = isVisible ? await readRow(sql, table, row) : {}
  const oldRecord = isVisible ? await readRow(sql, table, old) : {}
  const isTooLarge = sizeOf(row) + sizeOf(old) > largestRow
  const pick = (values: Record<string, unknown>, select: readonly string[] | null, onlyKeys = false) => {
    const shown = table.columns.filter(
      (column) =>
        column.isReadable && (!onlyKeys || column.isKey) && (!select || column.isKey || select.includes(column.name)),
    )
    const named = shown.filter((column) => column.name in values).map((column) => [column.name, values[column.name]])
    return Object.fromEntries(
      named.filter(([, value]) => !isTooLarge || JSON.stringify(value).length <= shortColumn),
    ) as object
  }
  return {
    lets: async ({ conditions }) => isVisible && (await meets(sql, table, action === 'DELETE' ? old : row, conditions)),
    data: (select) => ({
      schema,
      table: name,
      type: action,
      commit_timestamp: change.committedAt.toISOString(),
      columns: table.columns
        .filter(({ isReadable, isKey, name }) => isReadable && (!select || isKey || select.includes(name)))
        .map(({ name, type }) => ({ name, type })),
      ...(action === 'DELETE' ? {} : { record: pick({ ...oldRecord, ...record }, select) }),
      ...(action === 'INSERT' ? {} : { old_record: pick(oldRecord, select, action === 'DELETE' && table.hasPolicies) }),
      errors: isTooLarge ? ['Error 413: Payload Too Large'] : null,
    }),
  }
}

function findRowError({ columns }: Table): string | undefined {
  const keys = columns.filter(({ isKey }) => isKey)
  if (keys.length === 0) return 'Error 400: Bad Request, no primary key'
  return keys.every(({ isReadable }) => isReadable) ? undefined : 'Error 401: Unauthorized'
}

/** Whether the policies of the table show the caller this row now. A policy that fails shows nothing. */
async function sees(sql: Sql, change: Change, table: Table, caller: Caller): Promise<boolean> {
  try {
    return await sql.begin(async (transaction) => {
      await becomeCaller(transaction, caller)
      const [answer] = await transaction.unsafe(visibleSql(table), [rowText(change.row, table)])
      return answer?.visible === true
    })
  } catch (error) {
    console.error(`realtime: a policy of ${change.schema}.${change.table} failed: ${(error as Error).message}`)
    return false
  }
}

const sizeOf = (values: Values) => [...values.values()].reduce((sum, value) => sum + (value?.length ?? 0), 0)
