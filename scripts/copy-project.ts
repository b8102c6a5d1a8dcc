import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')
const made = ['node_modules', '.git', '.next', '.nightlight', '.vercel', 'test-results']
// A copy in the temporary folder needs no secrets of a deployment.
const secret = ['.env', '.env.local', 'nightlight-key.json']
const ignored = [...made, ...secret].map((name) => join(project, name))

/**
 * Copies the project into a new folder of the system's temporary one, with hard links to the packages.
 * @param prefix the beginning of the folder's name
 * @returns the path of the copy
 */
export function copyProject(prefix: string): string {
  const copy = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), prefix)))
  // Postgres may run as another user, who must get in.
  fs.chmodSync(copy, 0o755)
  fs.cpSync(project, copy, { recursive: true, filter: (from) => !ignored.includes(from) })
  linkFolder(join(project, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Copies a folder by hard links: Next follows no symbolic link out of its project. */
function linkFolder(from: string, to: string): void {
  fs.mkdirSync(to)
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkFolder(source, target)
    else if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), target)
    else linkFile(source, target)
  }
}

function linkFile(source: string, target: string): void {
  try {
    fs.linkSync(source, target)
  } catch {
    // Another disk, or a file system without links.
    fs.copyFileSync(source, target)
  }
}
