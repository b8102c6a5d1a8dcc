import {
  type Answer,
  type Call,
  functionOutcome,
  inputFor,
  type Outcome,
  tableOutcome,
} from '#supabase/tests/rights/attempts.ts'
import {
  granted,
  hasGrant,
  hiddenColumns,
  mayBucket,
  mayCall,
  mayTable,
  type Verb,
} from '#supabase/tests/rights/expected.ts'
import { functions, identities, people } from '#supabase/tests/rights/identities.ts'
import type { Stage } from '#supabase/tests/rights/stage.ts'

// Each function tries one kind of subject for the identities, and returns a sentence for each outcome that is not expected.

type Names = readonly string[]
const isPerson = (name: string) => (people as Names).includes(name)

/** What an attempt should come to. */
const outcome = (isGranted: boolean, isAllowed: boolean): Outcome => {
  if (!isGranted) return 'refused'
  return isAllowed ? 'rows' : 'empty'
}

/** Does something for every identity, four at a time. */
async function forEach(names: Names, run: (name: string) => Promise<void>): Promise<void> {
  const left = [...names]
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await run(name)
  }
  await Promise.all([work(), work(), work(), work()])
}

/** Reads every column of every table by itself; a table that a role has no grant for, as a whole. */
export async function readTables(
  stage: Stage,
  names: Names = identities,
  tables = stage.catalogue.tables,
): Promise<string[]> {
  const wrong: string[] = []
  await forEach(names, async (name) => {
    for (const table of tables) {
      const columns = stage.catalogue.columns.filter((one) => one.table === table).map(({ column }) => column)
      const mayRead = granted(name, table, 'select')
      const tried = isPerson(name) || columns.some(mayRead) ? columns.map((column) => [column]) : [columns]
      for (const select of tried) {
        const expected = outcome(select.every(mayRead), mayTable(table, 'read', name))
        const found = tableOutcome(await stage.attempt(name, { path: `/rest/v1/${table}?select=${select}` }))
        if (found !== expected) wrong.push(`${name} reads ${table}(${select}): ${found}, not ${expected}`)
      }
    }
  })
  return wrong
}

/** The planted row that an identity tries to write (functions have their own), and how to name it in an address. */
function rowFor({ planted }: Stage, name: string, table: string) {
  const [key, rows] = planted.tables[table] ?? []
  const row = rows?.[Math.max(0, functions.indexOf(name))] ?? rows?.[0]
  return key && row
    ? { table, key, row, path: `/rest/v1/${table}?${key}=eq.${encodeURIComponent(String(row[key]))}` }
    : null
}
type Place = NonNullable<ReturnType<typeof rowFor>>
type Try = { what: string; found: Outcome; expected: Outcome }

const quiet = { prefer: 'return=minimal' }
/** Writes columns back as they are. */
async function change(stage: Stage, name: string, { table, key, row, path }: Place): Promise<Try[]> {
  const mayChange = granted(name, table, 'update')
  const all = Object.keys(row)
  const tries: Try[] = []
  for (const column of isPerson(name) ? all : [all.find(mayChange) ?? key]) {
    const call = { method: 'PATCH', path: `${path}&select=${column}`, body: { [column]: row[column] } }
    const expected = outcome(mayChange(column), mayTable(table, 'change', name))
    tries.push({ what: `changes ${table}.${column}`, found: tableOutcome(await stage.attempt(name, call)), expected })
  }
  return tries
}

/** Adds the row again: a duplicate shows the right as well. */
async function add(stage: Stage, name: string, { table, row }: Place): Promise<Try> {
  const given = Object.entries(row).filter(([column]) => granted(name, table, 'insert')(column))
  const body = given.length > 0 ? Object.fromEntries(given) : row
  const found = tableOutcome(await stage.attempt(name, { path: `/rest/v1/${table}`, body, headers: quiet }))
  const expected = mayTable(table, 'add', name) ? 'rows' : 'refused'
  // An answer without a body means that the row was added.
  return { what: `adds to ${table}`, found: found === 'empty' ? 'rows' : found, expected }
}

async function remove(stage: Stage, name: string, { table, key, row, path }: Place): Promise<Try> {
  const answer = tableOutcome(await stage.attempt(name, { method: 'DELETE', path, headers: quiet }))
  const { sql } = stage
  const left = await sql`select from ${sql(table)} where ${sql(key)}::text = ${String(row[key])}`
  const found = answer === 'empty' && left.length === 0 ? 'rows' : answer
  const expected = outcome(granted(name, table, 'delete')(''), mayTable(table, 'remove', name))
  return { what: `removes from ${table}`, found, expected }
}

/** Changes every column of a planted row to what it is, adds the row again, and removes it. */
export async function writeTables(stage: Stage, names: Names = identities): Promise<string[]> {
  const wrong: string[] = []
  // One identity after the other, because they write the same rows.
  for (const name of names) {
    for (const table of stage.catalogue.tables) {
      const place = rowFor(stage, name, table)
      if (!place) continue
      const tries: Try[] = []
      // Where a role has no grant at all, one attempt shows it: Postgres refuses the table.
      if (isPerson(name) || hasGrant(name, table)) {
        tries.push(...(await change(stage, name, place)), await add(stage, name, place))
      }
      tries.push(await remove(stage, name, place))
      for (const { what, found, expected } of tries) {
        if (found !== expected) wrong.push(`${name} ${what}: ${found}, not ${expected}`)
      }
      if (tries.some(({ found }) => found === 'rows')) await stage.plant()
    }
  }
  return wrong
}

/** Calls every function with arguments about the planted rows. */
export async function callFunctions(stage: Stage, names: Names = identities, only?: Names): Promise<string[]> {
  const wrong: string[] = []
  for (const { name: called, args, writes } of stage.catalogue.functions.filter(
    (one) => !only || only.includes(one.name),
  )) {
    for (const name of names) {
      const body = inputFor(args, stage.planted, name)
      const found = functionOutcome(await stage.attempt(name, { path: `/rest/v1/rpc/${called}`, body }))
      const expected = mayCall(name, called) ? 'called' : 'refused'
      if (found !== expected) wrong.push(`${name} calls ${called}: ${found}, not ${expected}`)
      if (found === 'called' && writes) await stage.plant()
    }
  }
  return wrong
}

const types: Record<string, string> = { originals: 'image/png', photographs: 'image/webp', reports: 'text/csv' }

/** Reads, lists, adds, changes and removes a file in every bucket, by each way that storage has. */
export async function useBuckets(
  stage: Stage,
  names: Names = identities,
  buckets = stage.catalogue.buckets,
): Promise<string[]> {
  const wrong: string[] = []
  for (const bucket of buckets) {
    const headers = { 'content-type': types[bucket] ?? '' }
    const file = `${bucket}/planted`
    const put = { method: 'POST', path: `/storage/v1/object/${file}`, body: 'planted' }
    for (const name of names) {
      const call = (request: Call): Promise<Answer> =>
        stage.attempt(name, { ...request, path: `/storage/v1/object/${request.path}` })
      const owned = await stage.attempt('service_role', { ...put, headers: { ...headers, 'x-upsert': 'true' } })
      if (owned.status !== 200) throw new Error(`${bucket}: ${owned.text}`)
      const check = (verb: Verb, happened: boolean) => {
        if (happened !== mayBucket(bucket, verb, name))
          wrong.push(`${name} ${happened ? 'can' : 'cannot'} ${verb} ${bucket}`)
      }
      const reads = [file, `authenticated/${file}`, `public/${file}`].map((path) => call({ path }))
      const signed = await call({ path: `sign/${file}`, body: { expiresIn: 60 } })
      check('read', signed.status === 200 || (await Promise.all(reads)).some(({ text }) => text.startsWith('planted')))
      const listed = await call({ path: `list/${bucket}`, body: { prefix: '', limit: 100 } })
      check('list', listed.text.includes('"planted"'))
      const own = `${bucket}/of-${name.replaceAll(' ', '-')}`
      const sent = await call({ method: 'POST', path: own, body: 'own', headers })
      const ticket = await call({ path: `upload/sign/${own}-signed`, body: {} })
      check('add', sent.status === 200 || ticket.status === 200)
      const changed = await call({ method: 'PUT', path: file, body: 'changed', headers })
      check('change', changed.status === 200)
      const removed = await call({ method: 'DELETE', path: bucket, body: { prefixes: ['planted'] } })
      check('remove', removed.status === 200 && removed.text.includes('"planted"'))
    }
  }
  return wrong
}

/** Columns that an answer showed to somebody who is not listed for them. */
export function leaks({ seen }: Stage): string[] {
  return [...seen].flatMap(([key, call]) => {
    const [name = '', column = ''] = key.split(': ')
    return name === 'service_role' || hiddenColumns.get(column)?.has(name) ? [] : [`${key} in ${call}`]
  })
}

/** Columns that no answer showed to somebody who is listed for them: the list, or the attempt, is wrong. */
export function unseen({ seen }: Stage): string[] {
  return [...hiddenColumns].flatMap(([column, names]) =>
    [...names].map((name) => `${name}: ${column}`).filter((key) => !seen.has(key)),
  )
}
