import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { storeRuns } from '#local/one-store.ts'
import { fireCron } from '#local/scheduler/clock.ts'
import { schedulerTarget } from '#local/services.ts'

/**
 * Calls one scheduled function of the running store and prints its answer.
 * @param parameters of the function, such as `at`, an ISO date or time that it takes for now
 * @throws Error when the store is not running, or when the function answers with an error
 */
export async function callCron(directory: string, name: string, parameters: Record<string, string>): Promise<void> {
  const file = join(directory, 'urls.json')
  if (!storeRuns(directory)) throw new Error('The store is not running: start it first.')
  const { store } = JSON.parse(readFileSync(file, 'utf8')) as { store: string }
  const { status, body } = await fireCron(schedulerTarget(store), name, parameters)
  console.log(body)
  if (status !== 200) throw new Error(`${name} answered ${status}.`)
}
