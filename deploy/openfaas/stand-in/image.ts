import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packImage } from '#deploy/container/context.ts'
import type { Lock } from '#deploy/container/prune-lock.ts'

const project = join(import.meta.dirname, '..', '..', '..')

/**
 * Lays out the files of the image as deploy/container/Dockerfile does, with only the packages that `npm ci` installs there. They are
 * links, so Node must run with --preserve-symlinks.
 */
export async function layOutImage(folder: string): Promise<void> {
  await packImage(folder)
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as Lock
  for (const path of Object.keys(packages)) {
    // A package below another one is in that one's folder; that of another system is not installed.
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || !existsSync(join(project, path))) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(join(project, path), join(folder, path))
  }
}
