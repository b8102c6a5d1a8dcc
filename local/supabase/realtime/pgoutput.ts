/** The columns of a row as Postgres prints them. A value that did not change and is stored out of line is missing. */
export type Values = ReadonlyMap<string, string | null>
export type Change = {
  action: 'INSERT' | 'UPDATE' | 'DELETE'
  schema: string
  table: string
  committedAt: Date
  /** after the change; empty for DELETE */
  row: Values
  /** before the change: the replica identity, which is the primary key unless the table says otherwise; empty for INSERT */
  old: Values
}

type Column = { name: string; isKey: boolean }
type Relation = { schema: string; table: string; columns: Column[] }

/** Milliseconds from the Unix epoch to that of Postgres. */
const postgresEpoch = Date.UTC(2000, 0, 1)

/**
 * Reads the messages of the output plugin `pgoutput`, version 1, in the order they come:
 * https://www.postgresql.org/docs/17/protocol-logicalrep-message-formats.html
 */
export function createDecoder(): (message: Buffer) => Change | undefined {
  const relations = new Map<number, Relation>()
  let committedAt = new Date(0)
  return (message) => {
    const kind = String.fromCharCode(message[0] ?? 0)
    if (kind === 'B') committedAt = new Date(postgresEpoch + Number(message.readBigInt64BE(9) / 1000n))
    if (kind === 'R') relations.set(message.readUInt32BE(1), readRelation(message))
    if (kind !== 'I' && kind !== 'U' && kind !== 'D') return undefined
    const relation = relations.get(message.readUInt32BE(1))
    if (!relation) throw new Error('Postgres sent a change of a table that it did not describe.')
    const { row, old } = readTuples(message, relation.columns)
    const { schema, table } = relation
    if (kind === 'I') return { action: 'INSERT', schema, table, committedAt, row, old: new Map() }
    if (kind === 'D') return { action: 'DELETE', schema, table, committedAt, row: new Map(), old }
    // Postgres sends the old key only when it changed.
    return {
      action: 'UPDATE',
      schema,
      table,
      committedAt,
      row,
      old: old.size > 0 ? old : keysOf(row, relation.columns),
    }
  }
}

function readRelation(message: Buffer): Relation {
  let at = 5
  const text = () => {
    const end = message.indexOf(0, at)
    const read = message.toString('utf8', at, end)
    at = end + 1
    return read
  }
  const schema = text() || 'pg_catalog'
  const table = text()
  const count = message.readUInt16BE(at + 1)
  at += 3
  const columns: Column[] = []
  for (let index = 0; index < count; index++) {
    const isKey = message[at++] === 1
    columns.push({ name: text(), isKey })
    at += 8
  }
  return { schema, table, columns }
}

/** K is the old key, O the whole old row, N the new row. */
function readTuples(message: Buffer, columns: readonly Column[]) {
  let at = 5
  let row: Values = new Map()
  let old: Values = new Map()
  while (at < message.length) {
    const part = String.fromCharCode(message[at] ?? 0)
    const tuple = readTuple(message, at + 1, columns)
    at = tuple.end
    if (part === 'N') row = tuple.values
    else old = part === 'K' ? keysOf(tuple.values, columns) : tuple.values
  }
  return { row, old }
}

function readTuple(message: Buffer, start: number, columns: readonly Column[]) {
  const values = new Map<string, string | null>()
  let at = start + 2
  for (const { name } of columns.slice(0, message.readUInt16BE(start))) {
    const kind = String.fromCharCode(message[at++] ?? 0)
    if (kind === 'n') values.set(name, null)
    if (kind !== 't') continue
    const end = at + 4 + message.readUInt32BE(at)
    values.set(name, message.toString('utf8', at + 4, end))
    at = end
  }
  return { values, end: at }
}

function keysOf(values: Values, columns: readonly Column[]): Values {
  const keys = new Set(columns.filter(({ isKey }) => isKey).map(({ name }) => name))
  return new Map([...values].filter(([name]) => keys.has(name)))
}
