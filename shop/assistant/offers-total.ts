import { type Clues, means, type Offer } from '#shop/assistant/clues.ts'
import { readQuantity } from '#shop/assistant/quantity.ts'
import { plain } from '#shop/assistant/text.ts'

// Scores how well a message asks what some lamps cost together, with their parcel.

const parcel = /\b(?:shipping|delivery|delivered|postage|shipped|sent|parcel)\b/
const asksSum =
  /\b(?:how much|what|cost|costs|price|pay|total|sum|come to|comes to|add up|altogether|alltogether|together)\b/
const together =
  /\b(?:total|sum|come to|comes? out at|comes to|add up|adds up|altogether|alltogether|together|in all|all in|in total|cost|costs|pay|price of|how much)\b/
/** "How much more is Porch than Kiln" compares. */
const compares = /\b(?:than|compar\w+|differ\w*|versus|vs|or|cheaper|dearer|each)\b/

/** "What do 2 Regatta and a Stoop come to", "one Curfew with shipping". */
export function total(clues: Clues): Offer | null {
  const { thread, lamp: pointed, fact } = clues
  const { text, lamps: named, country } = clues.reading
  const withParcel = /\b(?:with|incl\w*|plus|and) (?:the )?(?:shipping|delivery|postage|parcel)\b/.test(text)
  const slugs = named.length === 0 && pointed && fact === 'price' && withParcel ? [pointed] : named
  if (slugs.length === 0 || compares.test(text) || /\b(?:cart|basket)\b/.test(text)) return null
  const several = named.length > 1 && together.test(text)
  const asksParcel = parcel.test(text) && asksSum.test(text) && !/\b(?:how long|when|how soon|how fast)\b/.test(text)
  const { last } = thread
  // "And if I only order one Warm Start", after the cost of a parcel.
  const goesOn =
    last?.intent === 'explain-policy' &&
    last.input.topic === 'shipping-cost' &&
    /^(?:and|what about|how about|so|or|if|then|but)\b/.test(text) &&
    country === null
  return several || asksParcel || goesOn ? addUp(clues, slugs) : null
}

/** The sum of some lamps, each as often as the message says. */
export function addUp({ reading: { text, quantity, spoken }, lamps }: Clues, slugs: readonly string[]): Offer {
  const lines = slugs.map((lamp, place) => {
    const name = spoken[place] ?? plain(lamps.find(({ slug }) => slug === lamp)?.name ?? '')
    const count = slugs.length === 1 ? quantity : readQuantity(beside(text, name), [name])
    return { lamp, quantity: Math.min(Math.max(count ?? 1, 1), 20) }
  })
  return means(90, 'add-up-prices', { lines: lines.slice(0, 6) })
}

/** A name with the words before it, where its number stands. */
const beside = (text: string, name: string): string => {
  const end = text.indexOf(name)
  return end < 0
    ? ''
    : (text
        .slice(0, end + name.length)
        .split(/ (?:and|plus|with) /)
        .at(-1) ?? '')
}
