import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const functions = join(import.meta.dirname, '..', 'functions')

/** The name under which the file of a function exports its definition. @throws Error when there is no such function */
export function exportedName(name: string): string {
  const code = readFileSync(join(functions, `${name}.ts`), 'utf8')
  const exported = /export const (\w+) = defineFunction/.exec(code)?.[1]
  if (!exported) throw new Error(`functions/${name}.ts exports no function.`)
  return exported
}
