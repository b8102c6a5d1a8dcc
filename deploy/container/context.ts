import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundlePrograms, type Programs } from '#deploy/bundle.ts'
import { type Lock, pruneLock } from '#deploy/container/prune-lock.ts'

const project = join(import.meta.dirname, '..', '..')
const name = 'nightlight-functions'

/**
 * Writes the context of the image into an empty folder: the Dockerfile, the bundled programs, and a lock file with the packages that
 * cannot be bundled. Nothing else of the project is in it, such as tests, `.env` and other files of a developer.
 */
export async function packImage(folder: string): Promise<Programs> {
  mkdirSync(folder, { recursive: true })
  const programs = await bundlePrograms(['deploy/host.ts', 'deploy/container/task.ts'], folder)
  const { dependencies } = programs
  const write = (file: string, content: object) =>
    writeFileSync(join(folder, file), `${JSON.stringify(content, null, 2)}\n`)
  write('package.json', { name, private: true, type: 'module', dependencies })
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lock
  write('package-lock.json', pruneLock(lock, name, dependencies))
  copyFileSync(join(import.meta.dirname, 'Dockerfile'), join(folder, 'Dockerfile'))
  return programs
}
