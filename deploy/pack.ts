// Makes what a platform takes. `node deploy/pack.ts aws-lambda [name…]`, `azure-functions` and `google-cloud` (for Cloud Run functions)
// write a folder for each function in `.nightlight/`: run `npm install --omit=dev --os=linux --cpu=x64` in those that list dependencies.
// `node deploy/pack.ts container` writes the context of the image that serves all functions, for every host of containers.
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { apartFromPages } from '#deploy/apart.ts'
import { writeFunctionEntry } from '#deploy/aws-lambda/entry.ts'
import { writeAppEntry } from '#deploy/azure-functions/entry.ts'
import { bundle } from '#deploy/bundle.ts'
import { packImage } from '#deploy/container/context.ts'
import { writeCloudFunction } from '#deploy/google-cloud/entry.ts'
import { registry } from '#functions/registry.gen.ts'

const project = join(import.meta.dirname, '..')

/** The program of a function for a platform by the function's name, and what must lie beside it. */
const bundled: Record<string, { entry: (name: string) => string; beside: Record<string, string> }> = {
  'aws-lambda': { entry: writeFunctionEntry, beside: {} },
  'azure-functions': { entry: writeAppEntry, beside: { 'host.json': 'deploy/azure-functions/host.gen.json' } },
  'google-cloud': { entry: writeCloudFunction, beside: {} },
}

const [platform = '', ...only] = process.argv.slice(2)
const place = join(project, '.nightlight', platform)
const how = bundled[platform]
if (platform === 'container') {
  rmSync(place, { recursive: true, force: true })
  const { dependencies } = await packImage(place)
  process.stdout.write(`.nightlight/container, which installs ${Object.keys(dependencies).join(', ')}\n`)
} else if (how) {
  for (const { name } of apartFromPages(registry).filter((one) => only.length === 0 || only.includes(one.name))) {
    const { bytes, dependencies } = await bundle(how.entry(name), join(place, name))
    for (const [file, from] of Object.entries(how.beside)) copyFileSync(join(project, from), join(place, name, file))
    const beside = Object.keys(dependencies).join(', ')
    process.stdout.write(`${name.padEnd(20)} ${String(Math.round(bytes / 1000)).padStart(5)} kB  ${beside}\n`)
  }
} else throw new Error(`Name a platform: ${Object.keys(bundled).join(', ')}, or container.`)
