/** Arrays as Postgres writes them: https://www.postgresql.org/docs/17/arrays.html#ARRAYS-IO */
type Element = (text: string) => unknown

/** Reads an array literal; the postgres package takes `NULL` for a word. */
export function readArray(literal: string, element: Element): unknown[] {
  // A literal may begin with bounds, as `[2:3]={a,b}`.
  const text = literal.slice(literal.indexOf('{'))
  let at = 0
  const readList = (): unknown[] => {
    const list: unknown[] = []
    at += 1
    while (text[at] !== '}') {
      if (text[at] === ',') at += 1
      list.push(text[at] === '{' ? readList() : readElement())
    }
    at += 1
    return list
  }
  const readElement = (): unknown => {
    const match = (text[at] === '"' ? /"((?:[^"\\]|\\[\s\S])*)"/y : /([^,}]*)/y) satisfies RegExp
    match.lastIndex = at
    const [whole = '', inner = ''] = match.exec(text) ?? []
    at += whole.length
    if (whole === 'NULL') return null
    return element(whole.startsWith('"') ? inner.replace(/\\([\s\S])/g, '$1') : inner)
  }
  return readList()
}

/** Writes an array literal of any element type. */
export function writeArray(values: unknown[]): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return writeArray(value)
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    return `"${text.replace(/[\\"]/g, '\\$&')}"`
  })
  return `{${parts.join(',')}}`
}
