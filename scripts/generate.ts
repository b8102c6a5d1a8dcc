// `npm run generate` writes every file that follows from another one. `npm run check` fails when one of them is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bordersForBiome } from '#scripts/borders.ts'

const project = join(import.meta.dirname, '..')

/** Each generated file, by its path in the project. */
const files: Record<string, () => string> = {
  'scripts/borders.gen.json': () => `${JSON.stringify(bordersForBiome(), null, 2)}\n`,
}

const checking = process.argv.includes('--check')
const stale: string[] = []
for (const [path, write] of Object.entries(files)) {
  const file = join(project, path)
  const text = write()
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  stale.push(path)
  if (!checking) writeFileSync(file, text)
}
if (checking && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit what it writes.`)
  process.exitCode = 1
} else if (!checking) {
  console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Nothing has changed.')
}
