/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { ServerResponse } = await import('node:http')
  const append = ServerResponse.prototype.appendHeader
  // Next 16.4 sets the Location of a redirect when it renders it, and appends it again when it has put it into its cache.
  ServerResponse.prototype.appendHeader = function appendOnce(name, value) {
    return name === 'location' && this.getHeader(name) === value ? this : append.call(this, name, value)
  }
}
