// Next reads this file at the root only, and `config` without running it, so a spread would fail the build. It runs before
// personal pages and the assistant. Of browsing pages, which are files, it matches only requests that hide their origin.
export { refreshSession as proxy } from '#app/(shop)/(personal)/refresh.ts'

export const config = {
  matcher: [
    '/account/:path*',
    '/api/chat',
    '/admin/:path*',
    '/cart',
    '/orders/:path*',
    '/sign-in/:path*',
    { source: '/:path*', has: [{ type: 'header', key: 'origin', value: 'null' }] },
  ],
}
