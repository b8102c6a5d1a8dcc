import {
  actingCards,
  type CardOutcome,
  type Decline,
  type Effects,
  payingCards,
  type TestCard,
  unservedCards,
} from '#local/payments/test-cards.ts'

/** The stored facts of a card, without its number and security code. */
export type CardFacts = {
  brand: string
  country: string
  last4: string
  expMonth: number
  expYear: number
  outcome: CardOutcome
  effects: Effects
}

const notATestCard: Decline = {
  kind: 'declines',
  code: 'card_declined',
  declineCode: 'test_mode_live_card',
  message: 'Your card was declined. This is test mode: only test cards work here.',
}

const notServed: Decline = {
  ...notATestCard,
  message: 'The local payments service does not play what this test card of Stripe stands for.',
}

export function digitsOf(typed: string): string {
  return typed.replace(/[\s-]/g, '')
}

/** The test card with this number. Every other number is declined, as in Stripe's sandbox. */
export function testCardOf(digits: string): TestCard {
  if (payingCards.has(digits)) return { outcome: { kind: 'pays' } }
  return actingCards[digits] ?? { outcome: unservedCards.has(digits) ? notServed : notATestCard }
}

// The three digits after 400000 are the country's ISO 3166 number.
const countries = new Map(
  `
  032 AR 036 AU 040 AT 056 BE 076 BR 100 BG 112 BY 124 CA 152 CL 156 CN 158 TW 170 CO 188 CR 191 HR 196 CY 203 CZ
  208 DK 218 EC 233 EE 246 FI 250 FR 276 DE 292 GI 300 GR 344 HK 348 HU 356 IN 372 IE 380 IT 392 JP 428 LV 438 LI
  440 LT 442 LU 458 MY 470 MT 484 MX 528 NL 554 NZ 578 NO 591 PA 600 PY 604 PE 616 PL 620 PT 642 RO 682 SA 702 SG
  703 SK 705 SI 724 ES 752 SE 756 CH 764 TH 784 AE 826 GB 858 UY
`
    .matchAll(/(\d{3}) (\w\w)/g)
    .map(([, number = '', code = '']) => [number, code]),
)

/** The country of a card, as ISO 3166 code. */
export function countryOf(digits: string): string {
  return countries.get(/^400000(\d{3})/.exec(digits)?.[1] ?? '') ?? 'US'
}

export function brandOf(digits: string): string {
  if (/^4/.test(digits)) return 'visa'
  if (/^(5[1-5]|2[2-7])/.test(digits)) return 'mastercard'
  if (/^3[47]/.test(digits)) return 'amex'
  if (/^6(011|4[4-9]|5)/.test(digits)) return 'discover'
  if (/^3(0[0-5]|[68])/.test(digits)) return 'diners'
  if (/^35/.test(digits)) return 'jcb'
  if (/^62/.test(digits)) return 'unionpay'
  return 'unknown'
}

/** True when the check digit of a card number is right (Luhn). */
export function passesLuhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
