// Makes the packages of all functions for a platform: `node deploy/pack.ts aws-lambda [name…]` writes `.nightlight/aws-lambda/<name>/`,
// and `google-cloud` those of Cloud Run functions, for `gcloud run deploy --source --function handler`. Run
// `npm install --omit=dev --os=linux --cpu=x64` in those that list dependencies.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apartFromPages } from '#deploy/apart.ts'
import { writeFunctionEntry } from '#deploy/aws-lambda/entry.ts'
import { bundle } from '#deploy/bundle.ts'
import { registry } from '#functions/registry.gen.ts'

const project = join(import.meta.dirname, '..')

/** The program of a function for Cloud Run functions. */
function writeCloudFunction(name: string): string {
  const code = readFileSync(join(project, 'functions', `${name}.ts`), 'utf8')
  const exported = /export const (\w+) = defineFunction/.exec(code)?.[1] ?? ''
  return `import { ${exported} } from '#functions/${name}.ts'
import { createCloudFunction } from '#deploy/google-cloud/function.ts'
export const handler = createCloudFunction([${exported}])`
}

/** The program of a function for a platform, by the function's name. */
const entries: Record<string, (name: string) => string> = {
  'aws-lambda': writeFunctionEntry,
  'google-cloud': writeCloudFunction,
}

const [platform = '', ...only] = process.argv.slice(2)
const entryOf = entries[platform]
if (!entryOf) throw new Error(`Name a platform: ${Object.keys(entries).join(', ')}.`)
for (const { name } of apartFromPages(registry).filter((one) => only.length === 0 || only.includes(one.name))) {
  const { bytes, dependencies } = await bundle(entryOf(name), join(project, '.nightlight', platform, name))
  const beside = Object.keys(dependencies).join(', ')
  process.stdout.write(`${name.padEnd(20)} ${String(Math.round(bytes / 1000)).padStart(5)} kB  ${beside}\n`)
}
