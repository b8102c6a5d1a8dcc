import { type Child, runNode } from '#local/children.ts'

/** Functions of a lesson in a process of their own, so that killing it hurts nobody else. */
export type FunctionHost = {
  /** The address of a call at this process; its own when the function runs elsewhere, or this process is dead or stands still. */
  addressFor(url: string): Promise<string>
  /** SIGKILL. */
  kill(): void
  /** SIGSTOP. It ends with `thaw`. */
  freeze(): Promise<void>
  isFrozen(): boolean
  /** SIGCONT. */
  thaw(): void
  close(): Promise<void>
}

/**
 * Starts a host of functions, `deploy/host.ts`, as containers run it.
 * @param names the functions that run here
 * @param environment of the store: the addresses that the queue signs stay those of the store
 * @param log a file to append its output to
 */
export function startFunctionHost(
  names: readonly string[],
  environment: Record<string, string>,
  log: string,
): FunctionHost {
  const child: Child = runNode(['deploy/host.ts', ...names], { ...environment, PORT: '0', HOST: '127.0.0.1' }, log)
  let state: 'runs' | 'frozen' | 'killed' = 'runs'
  const thawed = Promise.withResolvers<void>()
  const origin = new Promise<string>((resolve, reject) => {
    child.process.on('message', ({ port }: { port?: number }) => {
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
    child.ended.then((code) => reject(new Error(`The host of functions ended (${code}); ${log} says why.`)), reject)
  })
  origin.catch(() => {})
  const thaw = () => {
    child.process.kill('SIGCONT')
    if (state === 'frozen') state = 'runs'
    thawed.resolve()
  }
  return {
    async addressFor(url) {
      const { pathname, search } = new URL(url)
      if (state !== 'runs' || !names.some((name) => pathname === `/api/${name}`)) return url
      return `${await origin}${pathname}${search}`
    },
    kill() {
      state = 'killed'
      child.process.kill('SIGKILL')
    },
    freeze() {
      state = 'frozen'
      child.process.kill('SIGSTOP')
      return thawed.promise
    },
    isFrozen: () => state === 'frozen',
    thaw,
    async close() {
      thaw()
      await child.stop()
    },
  }
}
