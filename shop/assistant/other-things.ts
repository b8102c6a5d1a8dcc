import type { Phrase } from '#shop/assistant/vocabulary.ts'

// "Our sofa is mustard, the rug dark": colours and materials of what is in the room already are no wishes for a lamp.

const thing = `(?:sofa|couch|settee|armchair|chair|stool|bench|table|desk|bed|headboard|shelf|shelve|sideboard|dresser|wardrobe|cabinet|cupboard|furniture|floor|floorboard|flooring|parquet|rug|carpet|curtain|drape|blind|wall|wallpaper|ceiling|tile|worktop|counter|kitchen|bathroom|bedroom|room|hallway|house|flat|door|window|cushion|pillow|blanket|bedding|picture|frame|mirror|vase|plant|car|cat|dog|hair|dress)(?:s|es)?`
const isThing = new RegExp(`^${thing}$`)
const lamps = /^(?:lamps?|lights?|pendants?|sconces?|lanterns?)$/
/** "My sofa is", "the walls are painted", "the rug a dark", "everything here is": up to here, a colour belongs to a thing. */
const saysOfThing = new RegExp(
  String.raw`\b(?:(?:my|our|the|his|her|their|your|a|all)(?: \w+)? ${thing}|everything(?: \w+)?|the rest)(?: (?:here|there|already|all|both|mostly))* (?:is|are|was|were|has|have|in|painted)(?: (?:painted|made|done|covered|in|of|very|quite|rather|mostly|all|kind|sort|a|an|some|dark|light|pale|deep|bright|warm|old|solid))*$`,
)

/** Whether a word names what is in the room: "my headboard", "black shelves". */
export const isOfRoom = (word: string, before = ''): boolean =>
  isThing.test(word) &&
  /^(?:my|our|his|her|their|your|black|white|grey|green|blue|red|brown|beige|oak|wooden|dark)$/.test(before)

/** Names of finishes that are things as well: "we live by the sea". */
const nouns: ReadonlySet<string> = new Set(['sea', 'tea', 'oat', 'butter', 'smoke', 'sail', 'straw', 'bone', 'ink'])

/** How many words say a colour of something else than a lamp; 0 when a lamp is meant. */
export function ofOtherThing(words: readonly string[], place: number, { words: said, meaning }: Phrase): number {
  const earlier = words.slice(Math.max(0, place - 2), place).join(' ')
  if (meaning.field === 'category')
    return said.join(' ') === 'ceiling' && /\b(?:low|high|sloping)$/.test(earlier) ? 1 : 0
  if (meaning.field !== 'finish') return 0
  if (nouns.has(said.join(' ')) && /\b(?:by|at|near|drink|drinking|over) (?:the|my|a)$/.test(earlier))
    return said.length
  const [next = '', then = ''] = words.slice(place + said.length)
  if (isThing.test(next) && !lamps.test(then)) return said.length + 1
  const before = words.slice(Math.max(0, place - 9), place).join(' ')
  return saysOfThing.test(before) && !lamps.test(next) && !lamps.test(then) ? said.length : 0
}
