// Next wants this file at the root. It runs before personal pages only; browsing pages are files and never meet it.
export { refreshSession as proxy } from '#app/(personal)/refresh.ts'

export const config = {
  matcher: ['/account/:path*', '/api/chat', '/admin/:path*', '/cart', '/orders/:path*', '/sign-in/:path*'],
}
