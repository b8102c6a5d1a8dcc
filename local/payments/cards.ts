/** What the test cards do: https://docs.stripe.com/testing */
export type CardOutcome =
  | { kind: 'pays' }
  | { kind: 'authenticates' }
  | { kind: 'declines'; code: string; declineCode: string; message: string }

/** What is kept of a card: never its number, never its security code. */
export type CardFacts = { brand: string; last4: string; expMonth: number; expYear: number; outcome: CardOutcome }

export const testCards = [
  { number: '4242 4242 4242 4242', effect: 'pays' },
  { number: '4000 0025 0000 3155', effect: 'asks for 3-D Secure' },
  { number: '4000 0000 0000 0002', effect: 'is declined' },
  { number: '4000 0000 0000 9995', effect: 'lacks funds' },
  { number: '4000 0000 0000 0069', effect: 'has expired' },
  { number: '4000 0000 0000 0127', effect: 'has a wrong CVC' },
  { number: '4000 0000 0000 0119', effect: 'meets a processing error' },
]

const declined = 'Your card was declined.'
const decline = (code: string, declineCode: string, message: string): CardOutcome => {
  return { kind: 'declines', code, declineCode, message }
}

const outcomes: Record<string, CardOutcome> = {
  '4242424242424242': { kind: 'pays' },
  '4000056655665556': { kind: 'pays' },
  '5555555555554444': { kind: 'pays' },
  '2223003122003222': { kind: 'pays' },
  '5200828282828210': { kind: 'pays' },
  '378282246310005': { kind: 'pays' },
  '6011111111111117': { kind: 'pays' },
  '3056930009020004': { kind: 'pays' },
  '3566002020360505': { kind: 'pays' },
  '4000002500003155': { kind: 'authenticates' },
  '4000002760003184': { kind: 'authenticates' },
  '4000000000003220': { kind: 'authenticates' },
  '4000000000000002': decline('card_declined', 'generic_decline', declined),
  '4000000000009995': decline('card_declined', 'insufficient_funds', 'Your card has insufficient funds.'),
  '4000000000009987': decline('card_declined', 'lost_card', declined),
  '4000000000009979': decline('card_declined', 'stolen_card', declined),
  '4000000000000069': decline('expired_card', 'expired_card', 'Your card has expired.'),
  '4000000000000127': decline('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."),
  '4000000000000119': decline(
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
}

const notATestCard = decline(
  'card_declined',
  'test_mode_live_card',
  'Your card was declined. This is test mode: only test cards work here.',
)

export function digitsOf(typed: string): string {
  return typed.replace(/[\s-]/g, '')
}

export function outcomeOf(digits: string): CardOutcome {
  return outcomes[digits] ?? notATestCard
}

export function brandOf(digits: string): string {
  if (/^4/.test(digits)) return 'visa'
  if (/^(5[1-5]|2[2-7])/.test(digits)) return 'mastercard'
  if (/^3[47]/.test(digits)) return 'amex'
  if (/^6(011|4[4-9]|5)/.test(digits)) return 'discover'
  if (/^3(0[0-5]|[68])/.test(digits)) return 'diners'
  if (/^35/.test(digits)) return 'jcb'
  return 'unknown'
}

/** The check digit every card number carries. */
export function passesLuhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
