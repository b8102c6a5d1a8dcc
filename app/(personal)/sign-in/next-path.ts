/** Where to go after signing in, when nothing else was asked for. */
const home = '/account'

/**
 * Where somebody may be sent after signing in: a path of this store, else the account. Everything that a browser could
 * read as another host (`//host`, a backslash, a scheme, a control character) is not a path.
 */
export function ownPath(value: unknown): string {
  if (typeof value !== 'string' || value.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(value)) return home
  const base = 'http://store.invalid'
  const url = URL.canParse(value, base) ? new URL(value, base) : null
  // `/.//host` is a path until its dots are taken out.
  if (url?.origin !== base || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in')) return home
  return url.pathname + url.search + url.hash
}
