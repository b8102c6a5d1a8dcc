import type { FormAnswer } from '#components/ui/use-sending.ts'

/** Where a form posts what it adds to the cart: app/(shop)/(personal)/cart/add/route.ts. */
export const addAddress = '/cart/add'

/** Milliseconds. A shop that falls silent must not hold up the next lamp; the same form may be sent again, and adds once. */
const patience = 30_000
/** Settles when the form before has its answer. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Adds to the cart in the background, one form after the other: the answer to the first one brings the cart's cookie, and a second one
 * without it would get a cart of its own.
 * @throws Error when the shop cannot be reached, or does not answer as it should
 */
export function addToCart(form: FormData): Promise<FormAnswer> {
  const answer = last.then(() => send(form))
  last = answer.catch(() => {})
  return answer
}

async function send(form: FormData): Promise<FormAnswer> {
  const signal = AbortSignal.timeout(patience)
  const response = await fetch(addAddress, {
    method: 'POST',
    body: form,
    headers: { accept: 'application/json' },
    signal,
  })
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`)
  return response.json()
}
