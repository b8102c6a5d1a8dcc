type Token = { text: string; line: number }

/** Comments and literals, then `$tag$`, words, and the marks that nest or end a statement. */
const pattern = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"|\$\w*\$|\w+|[();]/g

function tokensOf(sql: string): Token[] {
  return [...sql.matchAll(pattern)]
    .filter(([text]) => !/^(?:--|\/\*|'|")/.test(text))
    .map((match) => ({ text: match[0].toLowerCase(), line: sql.slice(0, match.index).split('\n').length }))
}

/**
 * The lines of `update` and `delete` statements without `where` in the bodies of SQL functions. Hosted Supabase loads safeupdate
 * (https://github.com/eradman/pg-safeupdate) into every session of the API, which refuses such statements also inside functions.
 */
export function findWholeTableWrites(sql: string): number[] {
  const tokens = tokensOf(sql)
  const open: string[] = []
  const found: number[] = []
  for (const [index, { text, line }] of tokens.entries()) {
    if (/^\$\w*\$$/.test(text)) open.at(-1) === text ? open.pop() : open.push(text)
    else if (open.length > 0 && startsWrite(tokens, index) && !hasWhere(tokens, index)) found.push(line)
  }
  return found
}

function startsWrite(tokens: Token[], index: number): boolean {
  if (tokens[index]?.text === 'delete') return tokens[index + 1]?.text === 'from'
  // `select … for update`, `for no key update` and `on conflict do update` write no more rows than they name.
  return tokens[index]?.text === 'update' && !['for', 'key', 'do'].includes(tokens[index - 1]?.text ?? '')
}

function hasWhere(tokens: Token[], start: number): boolean {
  let depth = 0
  for (const { text } of tokens.slice(start + 1)) {
    if (text === '(') depth += 1
    if (text === ')') depth -= 1
    if (depth < 0 || text.startsWith('$')) return false
    if (depth > 0) continue
    if (text === 'where') return true
    if (text === ';' || text === 'loop') return false
  }
  return false
}
