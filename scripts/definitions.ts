import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FunctionDefinition } from '#functions/runtime/define.ts'

/** A function of the project, as its file defines it. */
export type Defined = {
  definition: FunctionDefinition
  /** the name under which its file exports it */
  export: string
  /** the first sentence of its docstring */
  about: string
}

/**
 * Reads every definition in a folder of functions, in the order of their names.
 * @throws Error naming the file that does not export one function of its own name, with a docstring
 */
export async function readDefinitions(folder: string): Promise<Defined[]> {
  const names = readdirSync(folder).flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? [])
  return Promise.all(names.toSorted().map((name) => readDefinition(join(folder, `${name}.ts`), name)))
}

async function readDefinition(path: string, name: string): Promise<Defined> {
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>
  const found = Object.entries(module).filter(([, value]) => isDefinition(value)) as [string, FunctionDefinition][]
  const [[exported, definition] = []] = found
  if (found.length !== 1 || !exported || !definition) throw new Error(`${path} must export one function.`)
  if (definition.name !== name)
    throw new Error(`${path} defines "${definition.name}"; the name must be that of the file.`)
  return { definition, export: exported, about: firstSentence(path, exported) }
}

const isDefinition = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'trigger' in value && 'run' in value

function firstSentence(path: string, exported: string): string {
  const [before = ''] = readFileSync(path, 'utf8').split(`export const ${exported} `)
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before)?.[1]
  if (!comment) throw new Error(`${path}: ${exported} needs a docstring, whose first sentence goes into the docs.`)
  const text = comment.replace(/\s*\n\s*\*\s?/g, ' ').trim()
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text
}
