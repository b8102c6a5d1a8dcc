type Row = Record<string, string | null>

/**
 * Rows of a CSV body as PostgREST makes JSON of them: the word NULL is null, and an empty field is the empty text.
 * A short line lacks its last columns. Source: https://docs.postgrest.org/en/v14/references/api/tables_views.html#bulk-insert
 */
export function readCsv(text: string): Row[] {
  const [head = [], ...lines] = splitLines(text)
  return lines.map((line) =>
    Object.fromEntries(
      head.slice(0, line.length).map((name, at) => [name, line[at] === 'NULL' ? null : (line[at] ?? '')]),
    ),
  )
}

/** Fields of lines: https://www.rfc-editor.org/rfc/rfc4180#section-2 */
function splitLines(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') lines.push([])
  }
  return lines.filter((line) => line.length > 1 || (line[0] ?? '') !== '')
}
