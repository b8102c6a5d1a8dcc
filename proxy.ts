// Next wants this file at the root. It runs before personal pages only; browsing pages are files and never meet it.
export { guardOrder as proxy } from '#app/(personal)/orders/guard.ts'

export const config = { matcher: '/orders/:path*' }
