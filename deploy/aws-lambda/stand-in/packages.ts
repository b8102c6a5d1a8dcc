import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeEntry, writeFunctionEntry } from '#deploy/aws-lambda/entry.ts'
import { planted } from '#deploy/aws-lambda/stand-in/plants.ts'
import { type Bundle, bundle } from '#deploy/bundle.ts'

const project = join(import.meta.dirname, '..', '..', '..')

/** Makes the package of one function, as deploy/pack.ts does. @returns its folder */
export async function packageFunction(name: string, folder: string): Promise<string> {
  install(await bundle(writeFunctionEntry(name), folder, planted()), folder)
  return folder
}

/** One package of all probes of the conformance suite; each function runs the one of its name. @returns its folder */
export async function packageProbes(folder: string): Promise<string> {
  const chosen = "probes.find(({ name }) => 'nightlight-' + name === process.env.AWS_LAMBDA_FUNCTION_NAME)"
  await bundle(writeEntry('#deploy/conformance/probes.ts', chosen), folder, planted())
  return folder
}

/** Puts the packages beside a bundle, as `npm install` does, from those of the project. */
function install({ dependencies }: Pick<Bundle, 'dependencies'>, folder: string): void {
  const waiting = Object.keys(dependencies)
  const done = new Set<string>()
  for (const name of waiting) {
    const from = join(project, 'node_modules', name)
    if (done.has(name)) continue
    done.add(name)
    let manifest: { dependencies?: object; optionalDependencies?: object }
    try {
      manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as typeof manifest
    } catch {
      // The binary of another system is not installed.
      continue
    }
    waiting.push(...Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
    copy(from, join(folder, 'node_modules', name))
  }
}

/** Links files, which takes no room; copies them where the other folder is on another disk. */
function copy(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const target = to + file.slice(from.length)
    mkdirSync(dirname(target), { recursive: true })
    try {
      linkSync(file, target)
    } catch {
      cpSync(file, target)
    }
  }
}
