import type { Sql } from 'postgres'
import type { Faults } from '#local/chaos/faults.ts'
import type { Queue } from '#local/queue/server.ts'
import type { CronTarget } from '#local/scheduler/clock.ts'

/** What lessons work with: the store by its addresses, as everybody has them, and the local services from inside. */
export type ChaosTools = {
  faults: Faults
  queue: Pick<Queue, 'held' | 'hasten'>
  sql: Sql
  scheduler: CronTarget
  /** of the store; it has the addresses and keys of the services */
  environment: Readonly<Record<string, string>>
  /** a member of staff who may edit */
  staff: { email: string; password: string }
  /** a file for the output of processes */
  log: string
}

/** A variable of the store's environment. @throws Error when it is not set */
export function read({ environment }: Pick<ChaosTools, 'environment'>, name: string): string {
  const value = environment[name]
  if (value === undefined) throw new Error(`The store has no ${name}.`)
  return value
}
