/** The page after signing in, unless the address names another one. */
const home = '/account'

/**
 * Gives the path to redirect to after signing in: a path of this store, else the account. Refuses everything that a
 * browser could read as another host: `//host`, a backslash, a scheme, a control character.
 */
export function ownPath(value: unknown): string {
  if (typeof value !== 'string' || value.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(value)) return home
  const base = 'http://store.invalid'
  const url = URL.canParse(value, base) ? new URL(value, base) : null
  // The URL parser turns `/.//host` into `//host`.
  if (url?.origin !== base || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in')) return home
  return url.pathname + url.search + url.hash
}
