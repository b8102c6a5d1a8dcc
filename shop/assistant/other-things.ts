import { otherGoods } from '#shop/assistant/lexicon-words.ts'
import type { Phrase } from '#shop/assistant/vocabulary.ts'

// "Our sofa is mustard, the rug dark": colours and materials of what is in the room already are no wishes for a lamp.

const thing = String.raw`(?:${otherGoods}|walls?|ceiling|floor(?:board)?|flooring|parquet|tiles?|worktop|counter|cabinets?|cupboards?|wardrobe|headboard|dresser|sideboard|bookcase|drapes|blinds|settee|armchair|stool|bench|island|wallpaper|door|car|cat|dog|hair|eyes|house|flat|furniture|decor|interior|room|bedroom|living room|bathroom)(?:s|es)?`
const isThing = new RegExp(`^${thing}$`)
/** "My sofa is", "the walls are painted", "the rug a dark": up to here, a colour belongs to a thing. */
const saysOfThing = new RegExp(
  String.raw`\b(?:my|our|the|his|her|their|your|a|all)(?: \w+)? ${thing}(?: (?:is|are|was|were|has|have|in|of|being|made|painted|got|comes?|here|there|i|we|already|all|both|mostly|very|quite|rather|kind|sort|a|an|some|dark|light|pale|deep|bright|warm|old|solid))*$`,
)
/** After these, what follows describes the lamp: "for my desk a green lamp", "a wall lamp in brass". */
const lampAfter = /^(?:\w+ ){0,2}(?:lamps?|lights?|pendants?|sconces?|lanterns?|shades?|one)\b/

/** Whether a colour or a material is said of something else than a lamp. */
export function isOfOtherThing(words: readonly string[], place: number, { words: said, meaning }: Phrase): boolean {
  if (meaning.field !== 'finish' && meaning.field !== 'word') return false
  const next = words.slice(place + said.length, place + said.length + 3)
  if (meaning.field === 'finish' && isThing.test(next[0] ?? '') && !/^(?:lamps?|lights?|pendants?)$/.test(next[1] ?? '') && next[0] !== 'shade' && next[0] !== 'shades')
    return !/\b(?:in|with|have|has|a|an|any)$/.test(words[place - 1] ?? '') || /^(?:walls?|sofas?|couch|rugs?|carpets?|curtains?|cushions?)$/.test(next[0] ?? '')
  if (meaning.field === 'word' || lampAfter.test(next.join(' '))) return false
  const before = words.slice(Math.max(0, place - 8), place).join(' ')
  return saysOfThing.test(before) && /\b(?:is|are|was|were|has|have|painted|in|dark|light|pale|deep|all)\b/.test(before)
}
