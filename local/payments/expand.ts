import type { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#local/payments/errors.ts'
import { lineItemsOf } from '#local/payments/line-items.ts'
import { listOf } from '#local/payments/lists.ts'
import { findAny } from '#local/payments/objects.ts'

type Tree = Record<string, unknown>

/** Replaces ids by the objects they name, along each path (`payment_intent.latest_charge`, `data.customer`). */
export function expand<T extends object>(store: DatabaseSync, object: T, paths: string[]): T {
  const result = structuredClone(object)
  for (const path of paths) expandPath(store, result as Tree, path.split('.'), path)
  return result
}

function expandPath(store: DatabaseSync, node: Tree, segments: string[], path: string): void {
  const [segment, ...rest] = segments
  if (!segment) return
  const value = node[segment] ?? included(store, node, segment)
  if (value === undefined || segments.length > 6) {
    throw new Refusal(400, `This property cannot be expanded (${path}).`, { param: 'expand' })
  }
  const target = typeof value === 'string' ? findAny(store, value) : value
  // An empty reference stays empty, as with Stripe.
  if (target === null) return
  if (typeof target !== 'object') {
    throw new Refusal(400, `This property cannot be expanded (${path}).`, { param: 'expand' })
  }
  node[segment] = target
  for (const one of Array.isArray(target) ? target : [target]) expandPath(store, one as Tree, rest, path)
}

/** Lists that an object only shows when asked for. */
function included(store: DatabaseSync, node: Tree, segment: string): unknown {
  if (node.object === 'checkout.session' && segment === 'line_items') return lineItemsOf(store, String(node.id))
  if (node.object === 'charge' && segment === 'refunds') return listOf(store, 'refund', { charge: String(node.id) })
  return node[segment]
}
