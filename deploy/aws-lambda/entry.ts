import { exportedName } from '#deploy/exported-name.ts'

/**
 * The program of a package for Lambda. The handler is made at the top level, in the phase that Lambda calls init: an environment
 * that is incomplete ends it there, with a message that names what is missing.
 * @param file that exports the definition, such as `#functions/sweep.ts`
 * @param definition an expression for the definition, which begins with the name that the file exports
 */
export function writeEntry(file: string, definition: string): string {
  const [exported = ''] = /^\w+/.exec(definition) ?? []
  return `import { ${exported} } from '${file}'
import { createLambda } from '#deploy/aws-lambda/adapter.ts'
export const handler = await createLambda(${definition})`
}

/** The program of one function of the store. @throws Error when there is no such function */
export function writeFunctionEntry(name: string): string {
  return writeEntry(`#functions/${name}.ts`, exportedName(name))
}
