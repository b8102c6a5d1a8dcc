import { exportedName } from '#deploy/exported-name.ts'

/** The program of a function for Cloud Run functions. @throws Error when there is no such function */
export const writeCloudFunction = (
  name: string,
): string => `import { ${exportedName(name)} } from '#functions/${name}.ts'
import { createCloudFunction } from '#deploy/google-cloud/function.ts'
export const handler = createCloudFunction([${exportedName(name)}])`
