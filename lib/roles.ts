import { functionRoles } from '#lib/roles.gen.ts'

/**
 * Postgres roles that the shop's own code may act as; each has only the rights that the migrations grant it. Pages place orders
 * as `checkout` and count tries as `gatekeeper`; the others are those of functions.
 */
export const roles = [...functionRoles, 'checkout', 'gatekeeper'] as const

export type Role = (typeof roles)[number]
