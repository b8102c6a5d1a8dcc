import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until a URL answers 200.
 * @param ended settles when the program behind the URL has ended, which ends the waiting
 * @throws after two minutes, or when the program ended
 */
export function waitUntilHealthy(url: string, ended: Promise<number>): Promise<void> {
  return waitFor(url, ended, (response) => response.ok)
}

/** Waits until a URL answers with any status: a store without lamps is not healthy yet. */
export function waitUntilListening(url: string, ended: Promise<number>): Promise<void> {
  return waitFor(url, ended, () => true)
}

async function waitFor(url: string, ended: Promise<number>, enough: (response: Response) => boolean): Promise<void> {
  let over = false
  ended.then(
    () => (over = true),
    () => (over = true),
  )
  let last = 'no answer'
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(150)) {
    if (over) throw new Error('The store ended before it was ready.')
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(15_000) })
      last = await response.text()
      if (enough(response)) return
    } catch {
      last = 'no answer'
    }
  }
  throw new Error(`The store is not healthy after two minutes: ${last}`)
}

/** Waits until something is so, for a minute at most. @throws Error that says what was not */
export async function waitUntil(isSo: () => Promise<boolean>, problem: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isSo()); await pause(200))
    if (Date.now() > deadline) throw new Error(`After a minute, ${problem}.`)
}
