import { exportedName } from '#deploy/exported-name.ts'

/** The program of the app of one function, which registers it with the host. @throws Error when there is no such function */
export const writeAppEntry = (name: string): string => `import { ${exportedName(name)} } from '#functions/${name}.ts'
import { registerFunctions } from '#deploy/azure-functions/adapter.ts'
registerFunctions([${exportedName(name)}])`
