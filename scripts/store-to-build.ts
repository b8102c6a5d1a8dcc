import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname } from 'node:path'
import type { Child } from '#local/children.ts'
import { mintTokens } from '#local/mint.ts'
import { seedStore } from '#local/seed.ts'
import { startServices } from '#local/services.ts'
import { choosePorts, storeEnvironment } from '#local/settings.ts'
import { shop } from '#shop.config.ts'

/** What must be closed at the end, in the order in which it was opened. */
export type Open = { close(): Promise<void> | void }[]

/**
 * Runs a program on the Node of this process, with exactly this environment, and shows its output.
 * @throws Error when it fails
 */
export async function runProgram(
  program: string,
  parameters: string[],
  cwd: string,
  env: Record<string, string>,
): Promise<void> {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const child = spawn(program, parameters, {
    cwd,
    env: { ...env, PATH: path } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${program} ${parameters.join(' ')} failed (${code}).`)
}

/** The environment of this process, for programs such as npm that need its settings. */
export const inheritedEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).flatMap(([key, value]) => (value ? [[key, value]] : [])))

/** Starts the services of a store in a folder and fills them: a build reads the lamps. Returns the store's environment. */
export async function startStoreToBuild(directory: string, open: Open): Promise<Record<string, string>> {
  const { name, locale, palette, mail } = shop
  const localShop = { name, locale, palette, mailDomain: mail.sender.replace(/^.*@/, '') }
  const ports = await choosePorts(directory)
  const services = await startServices(directory, ports, console.log, { ...localShop, plan: 'pay-as-you-go' })
  open.push(services)
  const environment = { ...storeEnvironment(ports, localShop), ...(await mintTokens(directory)) }
  const keep = (child: Child) => {
    open.push({ close: () => child.stop() })
    return child
  }
  await seedStore({ directory, environment, say: console.log, keep, past: null })
  return environment
}
