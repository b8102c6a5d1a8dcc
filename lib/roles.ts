import { functionRoles } from '#lib/roles.gen.ts'

/**
 * The Postgres roles that the store uses. Each has only the rights that the migrations grant it. Pages place orders as
 * `checkout`, count attempts as `gatekeeper` and store spans as `tracer`; each function has
 * its own role.
 */
export const roles = [...functionRoles, 'checkout', 'gatekeeper', 'tracer'] as const

export type Role = (typeof roles)[number]
