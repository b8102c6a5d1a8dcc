// Makes the packages of all functions for a platform: `node deploy/pack.ts aws-lambda [name…]` writes
// `.nightlight/aws-lambda/<name>/`. Run `npm install --omit=dev --os=linux --cpu=x64` in those that list dependencies.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apartFromPages } from '#deploy/apart.ts'
import { bundle } from '#deploy/bundle.ts'
import { registry } from '#functions/registry.gen.ts'

const project = join(import.meta.dirname, '..')

/** What a bundle for a platform exports, made from the definition that `name` exports. */
const entries: Record<string, (name: string) => string> = {
  'aws-lambda': (name) =>
    `import { createLambda } from '#deploy/aws-lambda/adapter.ts'\nexport const handler = createLambda(${name})`,
}

const [platform = '', ...only] = process.argv.slice(2)
const entryOf = entries[platform]
if (!entryOf) throw new Error(`Name a platform: ${Object.keys(entries).join(', ')}.`)
for (const { name } of apartFromPages(registry).filter((one) => only.length === 0 || only.includes(one.name))) {
  const code = readFileSync(join(project, 'functions', `${name}.ts`), 'utf8')
  const exported = /export const (\w+) = defineFunction/.exec(code)?.[1] ?? ''
  const entry = `import { ${exported} } from '#functions/${name}.ts'\n${entryOf(exported)}`
  const { bytes, dependencies } = await bundle(entry, join(project, '.nightlight', platform, name))
  const beside = Object.keys(dependencies).join(', ')
  process.stdout.write(`${name.padEnd(20)} ${String(Math.round(bytes / 1000)).padStart(5)} kB  ${beside}\n`)
}
