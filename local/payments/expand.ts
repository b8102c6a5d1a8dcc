import type { DatabaseSync } from 'node:sqlite'
import { notServed, Refusal } from '#local/payments/errors.ts'
import { lineItemsOf } from '#local/payments/line-items.ts'
import { listOf } from '#local/payments/lists.ts'
import { findAny } from '#local/payments/objects.ts'

type Tree = Record<string, unknown>

const deepest = 4

// Fields that name an object of Stripe's which this service does not keep.
const unserved = new Set([
  'balance_transaction',
  'failure_balance_transaction',
  'payment_method',
  'invoice',
  'subscription',
])

/** Replaces ids by the objects they name, along each path (`payment_intent.latest_charge`, `data.customer`). */
export function expand<T extends object>(store: DatabaseSync, object: T, paths: string[]): T {
  const result = structuredClone(object)
  for (const path of paths) {
    const segments = path.split('.')
    if (segments.filter((segment) => segment !== 'data').length > deepest) {
      throw refusal(`You cannot expand more than ${deepest} levels of a property. property: ${path}`)
    }
    expandPath(store, result as Tree, segments, path)
  }
  return result
}

function expandPath(store: DatabaseSync, node: Tree, segments: string[], path: string): void {
  const [segment, ...rest] = segments
  if (!segment) return
  const value = node[segment] ?? included(store, node, segment)
  // An empty reference stays empty, as with Stripe.
  if (value === null && mayRefer(segment)) return
  if (typeof value === 'string' && unserved.has(segment)) throw notServed(`Expanding ${path}`, 'expand')
  const target = typeof value === 'string' ? findAny(store, value) : value
  const whole = rest.length === 0 && !Array.isArray(target) && !(target && 'object' in (target as Tree))
  if (typeof target !== 'object' || target === null || whole)
    throw refusal(`This property cannot be expanded (${path}).`)
  node[segment] = target
  for (const one of Array.isArray(target) ? target : [target]) expandPath(store, one as Tree, rest, path)
}

const references = [
  'customer',
  'payment_intent',
  'latest_charge',
  'charge',
  'shipping_cost',
  'shipping_rate',
  'dispute',
]

function mayRefer(segment: string): boolean {
  return references.includes(segment) || unserved.has(segment)
}

function refusal(message: string): Refusal {
  return new Refusal(400, message, { param: 'expand' })
}

/** Lists that an object only shows when asked for. */
function included(store: DatabaseSync, node: Tree, segment: string): unknown {
  if (node.object === 'checkout.session' && segment === 'line_items') return lineItemsOf(store, String(node.id))
  if (node.object === 'charge' && segment === 'refunds') return listOf(store, 'refund', { charge: String(node.id) })
  return node[segment]
}
