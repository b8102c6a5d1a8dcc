import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = join(import.meta.dirname, '..', '..', 'node_modules')

/** A package and its version, such as `cloudevents 10.0.0`. @param folder where it is installed; the project's own unless told */
export function versionOf(name: string, folder = join(packages, name)): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return `${name} ${version}`
}
