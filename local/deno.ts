import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Listening, listen } from '#local/listen.ts'
import { requireTool } from '#local/tools.ts'

const project = join(import.meta.dirname, '..')

/**
 * Runs a program in Deno as an Edge Function, with only the given environment.
 * @param program a path in the project, such as `supabase/functions/chat/index.ts`, whose imports it may use
 * @param config the deno.json with its imports; that of the assistant unless told
 * @throws Error when Deno is not installed, and with its output when it does not start within 30 seconds
 */
export async function startDeno(
  program: string,
  environment: Record<string, string>,
  config = join(project, 'supabase', 'functions', 'chat', 'deno.json'),
): Promise<Listening & { output: () => string }> {
  const port = await freePort()
  const options = ['--no-lock', '--no-remote', '--node-modules-dir=manual', `--config=${config}`]
  const permissions = ['--allow-net', '--allow-env', '--allow-read', '--allow-sys']
  const deno = join(requireTool('deno'), 'bin.cjs')
  const child = spawn(process.execPath, [deno, 'run', ...options, ...permissions, resolve(project, program)], {
    cwd: project,
    // The npm package starts Deno as its own child, so both must be in one group to end together.
    detached: process.platform !== 'win32',
    env: {
      ...environment,
      ...Object.fromEntries(
        Object.entries(process.env).filter(([key]) => /^(PATH|HOME|SystemRoot|LOCALAPPDATA)$/i.test(key)),
      ),
      DENO_NO_UPDATE_CHECK: '1',
      DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
    } as unknown as NodeJS.ProcessEnv,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)))
  const close = async () => {
    if (child.pid && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
    else child.kill()
  }
  const url = `http://127.0.0.1:${port}`
  for (const deadline = Date.now() + 30_000; !(await answers(url)); await pause(100)) {
    if (child.exitCode !== null) throw new Error(`Deno ended with ${child.exitCode}:\n${said}`)
    if (Date.now() > deadline) {
      await close()
      throw new Error(`Deno did not start:\n${said}`)
    }
  }
  return { url, port, close, output: () => said }
}

async function freePort(): Promise<number> {
  const probe = await listen(() => new Response())
  await probe.close()
  return probe.port
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  )
}
