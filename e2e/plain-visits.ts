import type { APIRequestContext, Page } from '@playwright/test'
import { password, readCode, staffEmail, staffPassword } from '#e2e/people.ts'
import { choiceIn, type PlainPage, readPlain, sendForm } from '#e2e/plain-forms.ts'
import { amountIn, type Bought, goodCard } from '#e2e/purchase.ts'
import type { Urls } from '#e2e/stack.ts'

// These functions send the store's forms as a browser without scripts does, to set up tests with another subject. The
// session and the cart then belong to the page whose `request` they used.

/** Signs in with a password. */
export async function signInPlainly(request: APIRequestContext, email: string, word: string = password): Promise<void> {
  const page = await sendForm(request, await readPlain(request, '/sign-in'), 'Sign in', { email, password: word })
  if (/\/sign-in/.test(page.url)) throw new Error(`${email} could not sign in.`)
}

/** Makes an account with this address, by the code from the mailbox, and is signed in. */
export async function createAccountPlainly(
  request: APIRequestContext,
  urls: Urls,
  email: string,
  word: string = password,
): Promise<void> {
  const typed = { email, password: word }
  const asked = await sendForm(request, await readPlain(request, '/sign-in'), 'Create account', typed)
  const page = await sendForm(request, asked, /sign in/i, { code: await readCode(request, urls, email) })
  if (/\/sign-in/.test(page.url)) throw new Error(`${email} could not make an account.`)
}

export type StaffRole = 'owner' | 'editor' | 'viewer'
type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>
const sessions = new Map<StaffRole, Cookies>()

/** Gives a browser a staff session. Each worker signs in once for each role, because the store limits sign-ins. */
export async function becomeStaff(page: Page, role: StaffRole): Promise<void> {
  const known = sessions.get(role)
  if (known) return page.context().addCookies(known)
  await signInPlainly(page.request, staffEmail(role), staffPassword())
  sessions.set(role, await page.context().cookies())
}

export type Choice = { slug?: string; finish?: string; quantity?: number }

/** Puts a lamp into the cart, by default one with plenty of stock, and gives the page of the cart. */
export async function fillCartPlainly(
  request: APIRequestContext,
  { slug = 'warm-start', finish = 'Chalk', quantity = 1 }: Choice = {},
): Promise<PlainPage> {
  const lamp = await readPlain(request, `/products/${slug}`)
  const chosen = { variantId: choiceIn(lamp, finish), quantity: String(quantity) }
  return sendForm(request, lamp, 'Add to cart', chosen)
}

/** Leaves a cart for the payment page. */
export async function checkOutPlainly(request: APIRequestContext, cart?: PlainPage): Promise<PlainPage> {
  return sendForm(request, cart ?? (await readPlain(request, '/cart')), 'Check out')
}

/** Buys a lamp. `total` is the paid amount. */
export async function buyPlainly(
  request: APIRequestContext,
  { email, ...choice }: Choice & { email: string },
): Promise<Bought & { total: string }> {
  return payPlainly(request, await checkOutPlainly(request, await fillCartPlainly(request, choice)), email)
}

/** Pays on a payment page, and reads the order from the next page. */
export async function payPlainly(
  request: APIRequestContext,
  payment: PlainPage,
  email: string,
  typed: typeof payer = payer,
): Promise<Bought & { total: string }> {
  const thanks = await sendForm(request, payment, /^Pay/, { ...typed, email })
  const { pathname, searchParams } = new URL(thanks.url)
  const [, , id = '', end] = pathname.split('/')
  const number = /NL-\d+/.exec(thanks.html)?.[0]
  if (end !== 'thank-you' || !number) throw new Error(`Paying led to ${thanks.url}.`)
  const key = searchParams.get('key') ?? ''
  const total = amountIn(/<button class="pay">[^<]*/.exec(payment.html)?.[0] ?? '')
  return { id, key, number, link: `/orders/${id}?key=${key}`, total }
}

/** The input on the payment page, besides the address. */
export const payer = {
  name: 'Ada Byron',
  line1: '12 St James’s Square',
  postalCode: '1010',
  city: 'Vienna',
  country: 'AT',
  cardNumber: goodCard,
  expiry: '12 / 34',
  cvc: '123',
  nameOnCard: 'Ada Byron',
}
