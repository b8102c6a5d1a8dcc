import type { FormAnswer } from '#components/ui/use-sending.ts'

/** Where a form posts what it adds to the cart: app/(shop)/(personal)/cart/add/route.ts. */
export const addAddress = '/cart/add'

/** Adds to the cart in the background. @throws Error when the shop cannot be reached, or does not answer as it should */
export async function addToCart(form: FormData): Promise<FormAnswer> {
  const response = await fetch(addAddress, { method: 'POST', body: form, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`)
  return response.json()
}
