import { copyFileSync, globSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The code that functions import. Tests, and what only tests use, stay behind; so do `.env` and every other file of a developer. */
const wanted = ['package.json', 'package-lock.json', 'shop.config.ts', '{deploy,functions,lib,shop}/**/*.ts']
const unwanted = [
  '**/*.test.ts',
  '**/testing*.ts',
  'deploy/conformance/**',
  'deploy/*/{conformance,stub-host,serve-probes}.ts',
  'deploy/*/stand-in/**',
]

/**
 * Copies the context of the image into a folder: the Dockerfile, and what it copies.
 * @returns how many files
 */
export function copyContext(project: string, folder: string): number {
  const files = globSync(wanted, { cwd: project, exclude: unwanted })
  const copies = [...files.map((file) => [file, file] as const), ['deploy/container/Dockerfile', 'Dockerfile'] as const]
  for (const [from, to] of copies) {
    mkdirSync(dirname(join(folder, to)), { recursive: true })
    copyFileSync(join(project, from), join(folder, to))
  }
  return copies.length
}
