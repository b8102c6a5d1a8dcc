import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'

type Wish = { project: string; directory: string; environment: Readonly<Record<string, string | undefined>> }

/**
 * Checks what can be known before anything starts or is written.
 * @throws Error that says in one sentence what is wrong, and in another what to do
 */
export function checkStart({ project, directory, environment }: Wish): void {
  checkPath(project, /[#?]/, 'Tailwind')
  // Postgres' programs start each other through a shell, between double quotes.
  for (const path of [project, directory]) checkPath(path, /["$\\`\r\n]/, 'Postgres')
  checkHost(environment.HOST)
  readPort(environment.PORT)
  checkWritable(project, 'The build is made there: copy the project to a folder that is yours.')
  if (existsSync(directory) && !statSync(directory).isDirectory())
    throw new Error(`${directory} is a file. Delete it, or choose a folder for the data with --data.`)
  checkWritable(firstExisting(directory), 'Choose another folder for the data with --data.')
  mkdirSync(directory, { recursive: true })
}

/** @returns the port that the environment asks for; undefined when it asks for none. @throws Error when it is no port */
export function readPort(value: string | undefined): number | undefined {
  if (!value) return undefined
  const port = Number(value)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`PORT=${value} is no port. Use a number from 1 to 65535, for example PORT=3001.`)
}

/** How many lamps --products adds; 0 when it is not given. @throws Error for anything but a whole number up to 400,000 */
export function readCount(text = '0'): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count <= 400_000) return count
  throw new Error(`--products=${text} is no number of lamps. Use a whole number up to 400000.`)
}

function checkPath(path: string, forbidden: RegExp, program: string): void {
  const [found] = forbidden.exec(process.platform === 'win32' ? path.replaceAll('\\', '/') : path) ?? []
  if (found === undefined) return
  throw new Error(
    `${program} cannot run in ${path}, because of the ${JSON.stringify(found)}. Rename or move the folder.`,
  )
}

/** Some systems set HOST to the name of the machine; nobody meant anything by that. */
function checkHost(host: string | undefined): void {
  if (!host || ['localhost', '127.0.0.1', '::1', hostname()].includes(host)) return
  throw new Error(
    `HOST=${host} would open the store to your network, and its secrets are published with its code. Unset HOST: the store ` +
      'listens to this machine only. For a phone, forward the ports over USB (`adb reverse tcp:3000 tcp:3000`, the same for ' +
      '54321, where the pictures are, and 12111, where people pay), or bring the store online: docs/deploy.md.',
  )
}

function checkWritable(folder: string, todo: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch {
    throw new Error(`This user cannot write to ${folder}. ${todo}`)
  }
}

const firstExisting = (path: string): string => (existsSync(path) ? path : firstExisting(dirname(path)))
