import { shop } from '#shop.config.ts'

/** Something that the shop keeps in the visitor's browser. */
export type Kept = Readonly<{ name: string; why: string; until: string }>

const cartDays = `${shop.keep.cartDays} days`
const codeMinutes = `${shop.signIn.codeMinutes} minutes`

/**
 * Every cookie of the shop. All of them do what the visitor asked for, so none needs consent, and no page shows a notice.
 * The browser tests fail when the shop sets another one (e2e/fixtures.ts).
 */
export const cookies: readonly Kept[] = [
  { name: 'cart', why: 'The number of your cart. Set when you put the first lamp into it.', until: cartDays },
  { name: 'cart-count', why: 'How many lamps are in it, for the number beside “Cart”.', until: cartDays },
  { name: 'session', why: 'Keeps you signed in. Set when you sign in.', until: 'you sign out' },
  { name: 'signed-in', why: 'Tells the header to show your orders instead of “Sign in”.', until: cartDays },
  { name: 'pending', why: 'A sign-in that waits for the code from the mail.', until: codeMinutes },
  { name: 'new-address', why: 'A change of your mail address that waits for its codes.', until: codeMinutes },
  {
    name: 'answer',
    why: 'What was wrong with a form, for the page after it, without JavaScript.',
    until: '10 seconds',
  },
]

/** Everything that the shop's pages keep in the browser otherwise. None of it is sent to the shop by itself. */
export const storage: readonly Kept[] = [
  { name: 'theme', why: 'Whether you chose the lights on or off.', until: 'you choose again' },
  { name: 'seen', why: 'The lamps that you looked at, to show them again.', until: 'you clear the list' },
  { name: 'conversation', why: 'What you and the assistant said.', until: 'you close the tab' },
  { name: 'unsent', why: 'A lamp that could not be put into the cart yet, to try again.', until: 'you close the tab' },
  {
    name: 'paying',
    why: 'That you left for the payment page, to greet you when you come back.',
    until: 'you close the tab',
  },
]
