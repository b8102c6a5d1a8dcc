/** One condition of a filter, such as `id=not.in.(1,2)`. */
export type Condition = { column: string; operator: Operator; value: string; negated: boolean }

const comparisons = { eq: '=', neq: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const patterns = { like: 'like', ilike: 'ilike', match: '~', imatch: '~*' }
const symbols = { ...comparisons, ...patterns, isdistinct: 'is distinct from', in: '= any', is: 'is' }
type Operator = keyof typeof symbols

/** What a filter says is wrong with it, in the words of the hosted service. */
export class FilterProblem extends Error {}

/**
 * Reads a filter of `postgres_changes`: conditions that must all hold, separated by commas. A value with a comma or a bracket
 * stands in double quotes. https://supabase.com/docs/guides/realtime/postgres-changes#available-filters
 * @throws FilterProblem
 */
export function parseFilter(filter: string): Condition[] {
  return filter.trim() === '' ? [] : splitTop(filter.trim()).map(parseCondition)
}

function parseCondition(text: string): Condition {
  const part = text.trim()
  if (part === '') throw new FilterProblem('filter must not contain empty segments (check for extra commas)')
  const [, column, negation, operator, value] = /^([^=]*)=(not\.)?([^.]*)\.(.*)$/s.exec(part) ?? []
  if (column === undefined || operator === undefined || value === undefined)
    throw new FilterProblem(
      `[${part
        .split('=')
        .map((piece) => JSON.stringify(piece))
        .join(', ')}]`,
    )
  if (!isOperator(operator)) throw new FilterProblem(`[${JSON.stringify(operator)}, ${JSON.stringify(value)}]`)
  return { column, operator, value: readValue(operator, value), negated: negation !== undefined }
}

const isOperator = (name: string): name is Operator => Object.hasOwn(symbols, name)

function readValue(operator: Operator, value: string): string {
  if (operator !== 'in') return /^"(?:[^"\\]|\\.)*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value
  if (!/^\(.*\)$/s.test(value)) throw new FilterProblem('`in` filter value must be wrapped by parentheses')
  // What stands between the brackets has the syntax of an array of Postgres.
  return `{${value.slice(1, -1)}}`
}

/** Splits at the commas outside of quotes and brackets. A quote begins behind a dot, a bracket or a comma only. */
function splitTop(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const [token] of text.matchAll(/(?<=[.(,])"(?:[^"\\]|\\.)*"|./gs)) {
    if (token === '(') depth++
    if (token === ')') depth = Math.max(0, depth - 1)
    if (token === ',' && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + token)
  }
  return parts
}

/**
 * A condition as SQL over the row `r`. The value is the parameter with this number.
 * @param type the column's, as SQL
 */
export function conditionSql({ column, operator, value, negated }: Condition, type: string, parameter: number): string {
  const name = `r.${quoteName(column)}`
  // A keyword cannot be a parameter; `checkKeyword` has let only four through.
  if (operator === 'is') return `(${name} is ${negated ? 'not ' : ''}${value}) and $${parameter}::text is not null`
  const list = operator === 'in' ? '[]' : ''
  const said = `${name} ${symbols[operator]} (($${parameter}::text)::${type}${list})`
  return negated ? `not (${said})` : said
}

/** What is wrong with the value of `is` or `in`, which Postgres would not say itself. */
export function checkKeyword({ operator, value }: Condition, type: string): string | undefined {
  if (operator === 'in' && value.split(',').length > 100) return 'too many values for `in` filter. Maximum 100'
  if (operator !== 'is') return undefined
  if (!['null', 'true', 'false', 'unknown'].includes(value))
    return 'invalid value for is filter: must be null, true, false, or unknown'
  return value !== 'null' && type !== 'boolean'
    ? `is ${value} filter requires a boolean column, got ${type}`
    : undefined
}

/** A name as SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
