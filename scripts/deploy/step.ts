import type { Accounts } from '#scripts/deploy/accounts.ts'
import type { Run } from '#scripts/deploy/run.ts'
import type { State } from '#scripts/deploy/state.ts'

/** The tools of a step. */
export type Deployment = {
  accounts: Accounts
  state: State
  run: Run
  /** examines the store with this environment and prints what it finds; true when nothing is refused */
  doctor(values: Record<string, string>): Promise<boolean>
}

/** One step of a deployment. It first asks the service what exists, so repeating it changes nothing. */
export type Step = {
  name: string
  /** describes the step for a dry run */
  does(accounts: Accounts): string
  /** how to undo it */
  undo: string
  /** Does the step and describes the result. @throws Error that says what to do by hand */
  run(deployment: Deployment): Promise<string>
}

/** Asks a vendor's API. @throws Error with the status and the vendor's message, without the request's content */
export async function call(
  url: string,
  token: string,
  init: { method?: string; body?: unknown } = {},
): Promise<unknown> {
  const { method = 'GET', body } = init
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (response.ok) return text === '' ? null : JSON.parse(text)
  const { origin, pathname } = new URL(url)
  throw new Error(`${method} ${origin}${pathname} answers ${response.status}: ${text.slice(0, 200)}`)
}
