import type { Instrumentation } from 'next'

/** Next calls this when a page could not be rendered. The page of the error shows its digest, by which staff find the trace. */
export const onRequestError: Instrumentation.onRequestError = async (error, { headers }, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { storePageError } = await import('#lib/page-errors.ts')
  const header = headers.traceparent
  await storePageError(error, routePath, Array.isArray(header) ? header[0] : header)
}

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
