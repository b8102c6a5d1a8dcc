import { readArray, writeArray } from '#local/supabase/rest-arrays.ts'
import { rawNumber, readJson } from '#local/supabase/rest-json.ts'

/** How @supabase/lite 0.10.0 must read and write values of Postgres to answer as PostgREST, which lets Postgres make the JSON itself. */
export const restTypes = {
  json: jsonType(114),
  jsonb: jsonType(3802),
  timestamp: isoType(1114),
  timestamptz: isoType(1184),
  numeric: numberType(1700, [1700, 20]),
  float8: numberType(701, [700, 701]),
  ...arrayTypes(),
  bytea: { to: 17, from: [17], serialize: (value: unknown) => value, parse: (text: string) => text },
}

/** lite hands over JSON text that is already serialised. */
function jsonType(oid: number) {
  return {
    to: oid,
    from: [oid],
    serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
    parse: readJson,
  }
}

function isoType(oid: number) {
  return {
    to: oid,
    from: [oid],
    serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
    parse: (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
  }
}

/** Numbers are written as Postgres writes them, also those that JavaScript cannot hold; what JSON has no number for is text. */
function numberType(to: number, from: number[]) {
  const parse = (text: string) => {
    const value = Number(text)
    if (!Number.isFinite(value)) return text
    return sameDigits(text, value) ? value : rawNumber(text)
  }
  return { to, from, serialize: String, parse }
}

function sameDigits(text: string, value: number): boolean {
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return String(value) === plain || (/e/i.test(text) && Number.isFinite(value))
}

/** The types of arrays by the number of the array's type: https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/catalog/pg_type.dat */
function arrayTypes() {
  const number = numberType(0, []).parse
  const readers: [(text: string) => unknown, number[]][] = [
    [(text) => text === 't', [1000]],
    [number, [1005, 1007, 1016, 1021, 1022, 1028, 1231]],
    [readJson, [199, 3807]],
    [isoType(0).parse, [1115, 1185]],
    [(text) => text, [1001, 1002, 1003, 1009, 1014, 1015, 1041, 1182, 1183, 1270, 2951]],
  ]
  const entries = readers.flatMap(([element, numbers]) =>
    numbers.map((oid) => {
      const serialize = (value: unknown) => (Array.isArray(value) ? writeArray(value) : value)
      return [
        `array_${oid}`,
        { to: oid, from: [oid], serialize, parse: (text: string) => readArray(text, element) },
      ] as const
    }),
  )
  return Object.fromEntries(entries)
}
