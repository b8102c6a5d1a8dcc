import type { APIRequestContext } from '@playwright/test'

/** The crons of the store, by their names. */
export const crons = ['check-health', 'clean-up', 'invariants', 'sales-report', 'stock-report', 'sweep']

/** Calls a scheduled function as the scheduler does, with the local secret, and gives its answer. */
export async function fire<Answer>(request: APIRequestContext, name: string, query = ''): Promise<Answer> {
  const headers = { authorization: 'Bearer local-cron-secret' }
  const response = await request.get(`/api/${name}${query}`, { headers })
  if (!response.ok()) throw new Error(`${name} answered ${response.status()}: ${await response.text()}`)
  return (await response.json()) as Answer
}
