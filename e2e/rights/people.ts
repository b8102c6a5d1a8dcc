import type { Browser } from '@playwright/test'
import { callSupabase, type Person, type Role, roles, type Stage, setStage } from '#e2e/forbidden-stage.ts'
import { checkOutPlainly, fillCartPlainly, payer, payPlainly } from '#e2e/plain-visits.ts'
import type { Bought } from '#e2e/purchase.ts'
import type { Urls } from '#e2e/stack.ts'

const groups: Record<string, readonly Role[]> = {
  everybody: roles,
  members: roles.slice(1),
  staff: ['viewer', 'editor', 'owner'],
  editors: ['editor', 'owner'],
}

/** Reads roles and groups, separated by spaces. @throws Error for a name that is neither */
export function readRoles(text: string): ReadonlySet<Role> {
  const names = text.split(' ').flatMap((word) => (word ? (groups[word] ?? [word as Role]) : []))
  const strange = names.filter((name) => !roles.includes(name))
  if (strange.length > 0) throw new Error(`There is no role ${strange.join(', ')}.`)
  return new Set(names)
}

/** A purchase of somebody else, and the strings that only editors and owners may be shown, by what they are. */
export type Secrets = { stage: Stage; bought: Bought; canaries: Map<string, string> }

/** Somebody buys a lamp, returns it and asks a question, and an editor refunds it, with a word of their own in every field. */
export async function plantSecrets(browser: Browser, urls: Urls, people: Record<Role, Person>): Promise<Secrets> {
  const stage = await setStage(browser, urls, people.owner)
  const mark = crypto.randomUUID().slice(0, 8)
  const canaries = new Map<string, string>()
  const canary = (what: string) => {
    canaries.set(what, `canary-${what.replaceAll(' ', '-')}-${mark}`)
    return canaries.get(what) ?? ''
  }
  const { request } = stage.buyer.page
  // Who is signed in pays with the account's address.
  const { email } = stage.buyer
  canaries.set('mail address', email)
  const payment = await checkOutPlainly(request, await fillCartPlainly(request))
  const lines = { name: canary('name'), line1: canary('street'), postalCode: canary('postal code') }
  const bought = await payPlainly(request, payment, email, { ...payer, ...lines })
  const call = async (person: Person, name: string, body: object) => {
    const response = await callSupabase(person, stage.supabase, { path: `/rest/v1/rpc/${name}`, body })
    if (!response.ok()) throw new Error(`${name}: ${await response.text()}`)
    return response.json()
  }
  await call(people.editor, 'staff_ship_order', { order_id: bought.id, tracking_number: `CANARY ${mark}` })
  await call(stage.buyer, 'request_return', { order_id: bought.id, reason: canary('reason of a return') })
  const refund = { refund_id: crypto.randomUUID(), order_id: bought.id, lines: null, returns_stock: false }
  await call(people.editor, 'request_refund', { ...refund, reason: canary('reason of a refund') })
  canaries.set('tracking number', `CANARY ${mark}`).set('key', bought.key).set('id of the buyer', stage.buyer.id)
  for (const { user_id, name, role } of await call(people.owner, 'list_staff', {})) {
    if (role !== 'viewer') canaries.set(`id of the ${role} ${name}`, user_id)
  }
  return { stage, bought, canaries }
}
