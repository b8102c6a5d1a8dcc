/** The outcome of a card on the payment page: https://docs.stripe.com/testing */
export type CardOutcome = { kind: 'pays' } | { kind: 'authenticates'; then?: Decline } | Decline
export type Decline = { kind: 'declines'; code: string; declineCode: string; message: string }

/** Further effects of a card, some of them after the payment. */
export type Effects = {
  /** A refund is pending at first and then succeeds, or succeeds at first and then fails. */
  refund?: 'waits' | 'fails'
  /** The reason of the dispute that follows the payment; an inquiry takes no money yet. */
  dispute?: 'fraudulent' | 'product_not_received' | 'inquiry'
  risk?: 'elevated' | 'highest'
  failedChecks?: ('cvc' | 'line1' | 'postalCode')[]
}

/** One test card. */
export type TestCard = { outcome: CardOutcome; effects?: Effects }

/** The test cards that the payment page lists. */
export const listedCards = [
  { number: '4242 4242 4242 4242', effect: 'pays' },
  { number: '4000 0025 0000 3155', effect: 'asks for 3-D Secure' },
  { number: '4000 0000 0000 0002', effect: 'is declined' },
  { number: '4000 0000 0000 9995', effect: 'lacks funds' },
  { number: '4000 0000 0000 0069', effect: 'has expired' },
  { number: '4000 0000 0000 0127', effect: 'has a wrong CVC' },
  { number: '4000 0000 0000 0119', effect: 'meets a processing error' },
  { number: '4000 0082 6000 3178', effect: 'asks for 3-D Secure, then lacks funds' },
  { number: '4000 0000 0000 7726', effect: 'pays; a refund stays pending, then succeeds' },
  { number: '4000 0000 0000 5126', effect: 'pays; a refund succeeds, then fails' },
  { number: '4000 0000 0000 0259', effect: 'pays, then the payment is disputed' },
]

const declined = 'Your card was declined.'
const noFunds = 'Your card has insufficient funds.'

const pays: CardOutcome = { kind: 'pays' }

function decline(code: string, declineCode = code, message = declined): Decline {
  return { kind: 'declines', code, declineCode, message }
}

const generic = decline('card_declined', 'generic_decline')
const broke = decline('card_declined', 'insufficient_funds', noFunds)
const blocked: TestCard = { outcome: decline('card_declined', 'fraudulent'), effects: { risk: 'highest' } }
const asks = (then?: Decline): TestCard => {
  return { outcome: then ? { kind: 'authenticates', then } : { kind: 'authenticates' } }
}
const processing = 'An error occurred while processing your card. Try again in a little bit.'

/** https://docs.stripe.com/testing, by number. Radar's default rules are on: they block the highest risk. */
export const actingCards: Record<string, TestCard> = {
  '4000000000000002': { outcome: generic },
  '4000000000009995': { outcome: broke },
  '4000000000009987': { outcome: decline('card_declined', 'lost_card') },
  '4000000000009979': { outcome: decline('card_declined', 'stolen_card') },
  '4000000000000069': { outcome: decline('expired_card', 'expired_card', 'Your card has expired.') },
  '4000000000000127': {
    outcome: decline('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."),
  },
  '4000000000000119': { outcome: decline('processing_error', 'processing_error', processing) },
  '4000000000006975': { outcome: decline('card_declined', 'card_velocity_exceeded') },
  '4000000000000341': { outcome: generic },
  '4100000000000019': blocked,
  '4000000000004954': blocked,
  '4000000000009235': { outcome: pays, effects: { risk: 'elevated' } },
  '4000000000000101': { outcome: pays, effects: { failedChecks: ['cvc'] } },
  '4000000000000010': { outcome: pays, effects: { failedChecks: ['line1', 'postalCode'] } },
  '4000000000000028': { outcome: pays, effects: { failedChecks: ['line1'] } },
  '4000000000000036': { outcome: pays, effects: { failedChecks: ['postalCode'] } },
  '4000002500003155': asks(),
  '4000002760003184': asks(),
  '4000003800000446': asks(),
  '4000000000003220': asks(),
  '4000000000003063': asks(),
  '4000008260003178': asks(broke),
  '4000008400001629': asks(generic),
  '4000008400001280': { outcome: generic },
  '4000000000007726': { outcome: pays, effects: { refund: 'waits' } },
  '4000000000005126': { outcome: pays, effects: { refund: 'fails' } },
  '4000000000000259': { outcome: pays, effects: { dispute: 'fraudulent' } },
  '4000000000002685': { outcome: pays, effects: { dispute: 'product_not_received' } },
  '4000000000001976': { outcome: pays, effects: { dispute: 'inquiry' } },
}

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Cards that pay without further effects: by brand, by country, and those that only other account settings affect. */
export const payingCards = words(`
  4242424242424242 4000056655665556 5555555555554444 2223003122003222 5200828282828210 5105105105105100 378282246310005
  371449635398431 6011111111111117 6011000990139424 6011981111111113 3056930009020004 36227206271667 6555900000604105
  3566002020360505 6200000000000005 6200000000000047 6205500000000000004 4000002500001001 5555552500001001
  4000000320000021 4000000760000002 4000001240000000 4000001520000001 4000001700000003 4000001880000005 4000002180000000
  4000004840008001 4000005910000000 4000006000000066 4000006040000068 4000008580000003 4000007840000001 4000000400000008
  4000000560000004 4000001000000000 4000001120000005 4000001910000009 4000001960000008 4000002030000002 4000002080000001
  4000002330000009 4000002460000001 4000002500000003 4000002760000016 4000002920000005 4000003000000030 4000003480000005
  4000003720000005 4000003800000008 4000004280000005 4000004380000004 4000004400000000 4000004420000006 4000004700000007
  4000005280000002 4000005780000007 4000006160000005 4000006200000007 4000006420000001 4000006820000007 4000007050000006
  4000007030000001 4000007240000007 4000007520000008 4000007560000009 4000008260000000 4000000360000006 4000001560000002
  4000003440000004 4000003560000008 4000003920000003 4000004580000002 4000005540000008 4000007020000003 4000001580000008
  4000007640000003 4000000000000077 4000003720000278 4000000000000093 4000000000000044 4000000000003055 4000000000003097
`)

/** Documented cards whose effects this service does not have: early fraud warnings, several disputes, compelling evidence. */
export const unservedCards = words('4000000000005423 4000000404000079 4000000404000038')
