import type { Env } from '#lib/env.ts'

/**
 * The address at which queues and schedulers call a function: `/api/<name>` at FUNCTIONS_URL. Where a platform gives functions other
 * paths, FUNCTIONS_URL has `{name}` in their place.
 */
export const addressOf = ({ FUNCTIONS_URL }: Pick<Env, 'FUNCTIONS_URL'>, name: string): string =>
  FUNCTIONS_URL.includes('{name}') ? FUNCTIONS_URL.replace('{name}', name) : `${FUNCTIONS_URL}/api/${name}`
