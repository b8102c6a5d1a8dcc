// Next reads this file at the root only. It runs before personal pages and the assistant. It does not match browsing pages,
// because those are files.
export { refreshSession as proxy } from '#app/(personal)/refresh.ts'

export const config = {
  matcher: ['/account/:path*', '/api/chat', '/admin/:path*', '/cart', '/orders/:path*', '/sign-in/:path*'],
}
