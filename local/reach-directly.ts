/**
 * Keeps calls between the local services from going through a proxy, which HTTP_PROXY and NODE_USE_ENV_PROXY would otherwise
 * cause: a proxy cannot reach this machine's own addresses. `fetch` reads the variables at each call, child processes at their start.
 */
export function reachDirectly(environment: Record<string, string | undefined>): void {
  const others = environment.no_proxy ?? environment.NO_PROXY
  const list = [...(others ? [others] : []), 'localhost', '127.0.0.1', '[::1]', '::1'].join(',')
  Object.assign(environment, { no_proxy: list, NO_PROXY: list })
}
