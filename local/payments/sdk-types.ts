import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../node_modules/stripe/esm/resources')

function source(file: string): string {
  return readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
}

export type Property = { name: string; optional: boolean }

/** The properties of an interface of the SDK, for example `SessionCreateParams`, as its type declarations list them. */
export function propertiesIn(file: string, type: string): Property[] {
  const text = source(file)
  const start = new RegExp(`interface ${type}(?: extends [\\w, <>]+)? \\{`).exec(text)
  const rest = start ? text.slice(start.index + start[0].length) : '}'
  return [...outermost(rest).matchAll(/^\s+(\w+)(\??):/gm)].map(([, name = '', mark]) => {
    return { name, optional: mark === '?' }
  })
}

/** The text up to the brace that closes it, without what is in braces of its own. */
function outermost(text: string): string {
  let depth = 1
  let kept = ''
  for (const letter of text) {
    if (letter === '}') depth -= 1
    if (depth === 0) break
    if (depth === 1) kept += letter
    if (letter === '{') depth += 1
  }
  return kept
}

/** The words of a union of the SDK, for example `AllowedCountry`. */
export function unionIn(file: string, type: string): string[] {
  const union = new RegExp(`type ${type} = ([^;]*);`).exec(source(file))?.[1] ?? ''
  return [...union.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '')
}
