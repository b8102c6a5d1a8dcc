import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

const project = join(import.meta.dirname, '..', '..', '..')

type Lock = { packages: Record<string, { dev?: boolean; devOptional?: boolean }> }

/**
 * Lays out the files of the image as deploy/container/Dockerfile does: those of the project, and only the packages that
 * `npm ci --omit=dev` installs. Packages are links, so Node must run with --preserve-symlinks.
 */
export function layOutImage(folder: string): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: project })
  for (const file of String(files).trim().split('\n')) {
    if (!/^(deploy|functions|lib|shop)\/|^(package\.json|shop\.config\.ts)$/.test(file)) continue
    if (!existsSync(join(project, file))) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(project, file), join(folder, file))
  }
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lock
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    // A package below another one is in that one's folder.
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || dev || devOptional) continue
    if (!existsSync(join(project, path))) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(join(project, path), join(folder, path))
  }
}
