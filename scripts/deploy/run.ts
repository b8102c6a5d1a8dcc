import { spawn } from 'node:child_process'

export type Command = { program: string; args: string[]; env?: Record<string, string> }
/** Runs a program to its end and gives its output. @throws Error when it fails */
export type Run = (command: Command) => Promise<string>

/** A command for the log, without secrets and without addresses that hold a password. */
export function written({ program, args }: Command): string {
  return [
    program,
    ...args.map((arg) => arg.replace(/(postgres(?:ql)?:\/\/)[^@]*@/, '$1…@').replace(/^(--token=).*/, '$1…')),
  ].join(' ')
}

/** Runs a program in a directory. */
export const runIn =
  (directory: string): Run =>
  (command) =>
    new Promise((resolve, reject) => {
      const { program, args, env } = command
      const child = spawn(program, args, {
        cwd: directory,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let output = ''
      child.stdout.on('data', (text: Buffer) => {
        output += text.toString()
      })
      child.once('error', reject)
      child.once('close', (code) => {
        if (code === 0) resolve(output)
        else reject(new Error(`\`${written(command)}\` failed (${code}).\n${output.trim()}`))
      })
    })
