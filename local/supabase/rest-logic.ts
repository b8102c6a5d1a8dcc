/** Characters that @supabase/lite 0.10.0 cannot read inside `or` and `and`; each stands as one of Unicode's private use area. */
const hidden = '"\\,(){}. '
const standFor = (character: string) => {
  const at = hidden.indexOf(character)
  return at < 0 ? character : String.fromCharCode(0xe000 + at)
}
const isLogic = (name: string) => /(^|\.)(or|and)$/.test(name)

/** The request with what lite would misread in `or=(…)` and `and=(…)` hidden: escapes, and quotes where it keeps them as part of a value. */
export function hideEscapes(request: Request): Request {
  const url = new URL(request.url)
  const changed = [...url.searchParams].filter(([name, value]) => isLogic(name) && /["\\]/.test(value))
  if (changed.length === 0) return request
  for (const name of new Set(changed.map(([each]) => each))) {
    const values = url.searchParams.getAll(name)
    url.searchParams.delete(name)
    for (const value of values) url.searchParams.append(name, hide(value))
  }
  return new Request(url, request)
}

const keepsQuotes = /^(?:i?like|isdistinct|(?:pl|ph|w)?fts(?:\(\w+\))?|s[lr]|nx[lr]|adj)\.$/

function hide(logic: string): string {
  return logic.replace(/([\w()]+\.)?"((?:[^"\\]|\\[\s\S])*)"|\\/g, (part, operator = '', quoted?: string) => {
    if (quoted === undefined) return standFor(part)
    if (!keepsQuotes.test(operator))
      return `${operator}"${quoted.replace(/\\([\s\S])/g, (_, one: string) => standFor(one))}"`
    return operator + [...quoted.replace(/\\([\s\S])/g, '$1')].map(standFor).join('')
  })
}

/** The same part of a query with what was hidden in its place again. */
export function showEscapes<Part>(part: Part): Part {
  if (typeof part === 'string')
    return part.replace(/[\uE000-\uE008]/g, (one) => hidden[one.charCodeAt(0) - 0xe000] ?? one) as Part
  if (Array.isArray(part)) return part.map(showEscapes) as Part
  if (typeof part !== 'object' || part === null || Object.getPrototypeOf(part) !== Object.prototype) return part
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, showEscapes(value)])) as Part
}
