import { invalid, notServed, Refusal } from '#local/payments/errors.ts'
import { versions } from '#local/payments/vocabulary.ts'

/** The version of the stored objects and the account's default. Stripe generated `stripe` 23.1 from it. */
export const apiVersion = '2026-10-28.endive'

// Older versions changed further objects, which `changes` does not convert.
const oldestServed = '2024-04-10'

type Change = { version: string; undo(object: Record<string, unknown>): void }

/** The changes of each version to the served objects, newest first: https://docs.stripe.com/changelog */
const changes: Change[] = [
  {
    version: '2026-03-25.dahlia',
    undo(object) {
      if (object.object === 'checkout.session' && object.ui_mode === 'hosted_page') object.ui_mode = 'hosted'
    },
  },
  {
    version: '2025-03-31.basil',
    undo(object) {
      if (object.object === 'checkout.session') {
        const collected = object.collected_information as { shipping_details: object | null } | null
        delete object.collected_information
        object.shipping_details = collected?.shipping_details ?? null
      }
      if (object.object === 'charge' || object.object === 'payment_intent') object.invoice = null
    },
  },
]

/**
 * The version of a call: the one in its header, or the account's default.
 * @throws Refusal 400 for an unknown version, 501 for a version that this service does not serve
 */
export function versionOf(header: string | undefined): string {
  if (header === undefined) return apiVersion
  checkVersion(header, (message) => new Refusal(400, message))
  return header
}

/** Checks the version in a parameter. @throws Refusal as `versionOf` does */
export function checkVersion(version: string, refuse = (message: string) => invalid('api_version', message)): void {
  if (/;|\.preview$/.test(version)) throw notServed(`The preview API version ${version}`)
  if (!versions.has(version)) throw refuse(`Invalid Stripe API version: ${version}`)
  if (version < oldestServed) throw notServed(`The API version ${version} (older than ${oldestServed})`)
}

/** True when `version` is `since` or newer. Versions begin with their date, so they sort as text. */
export function isAtLeast(version: string, since: string): boolean {
  return version >= since
}

/** Converts an object, and all objects in it, to the shape of a version. */
export function shapeFor<T>(version: string, value: T): T {
  const undone = changes.filter((change) => version < change.version)
  if (undone.length === 0) return value
  const copy = structuredClone(value)
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    for (const change of undone) change.undo(node as Record<string, unknown>)
    for (const inner of Object.values(node)) visit(inner)
  }
  visit(copy)
  return copy
}
