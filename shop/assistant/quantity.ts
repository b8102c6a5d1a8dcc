import { shop } from '#shop.config.ts'

const orderNumbers = new RegExp(String.raw`\b${shop.orderPrefix.toLowerCase()}\d{2,9}\b`, 'g')

/** Numbers that count or measure something else: "3 kilos", "my last 3 lamps", "4 people". */
const otherCounts =
  /\b(?:last|first|past|next|previous|other|these|those|all|after|age|aged|number|no) \d{1,3}\b|\b\d{1,3}(?:\.\d+)? (?:kilos?|kilograms?|kg|g|grams?|mm|cm|m|met(?:re|er)s?|centimet\w+|millimet\w+|inch(?:es)?|minutes?|min|seconds?|hours?|h|days?|weeks?|months?|years?|am|pm|oclock|watts?|w|lm|lumens?|kelvins?|k|volts?|euro|percent|degrees?|stars?|levels?|steps?|stairs|floors?|people|persons?|guests?|friends|kids?|children|cats?|dogs?|books?|rooms?|beds?|chairs?|seats?|tables?|bends?|corners?|walls?|windows?|times a)\b/g

/** What may stand between a number and a name: "3 of the black Porch", but not "3, and the Porch". */
const between = String.raw`(?: x| times| pieces?| pcs| of)*(?: (?!and\b|or\b|for\b|in\b|with\b|plus\b|to\b|i\b|is\b|please\b|my\b)[a-z]+){0,2}?`

const inWords: Record<string, number> = { one: 1, 'a pair': 2, 'a couple': 2 }

/**
 * Reads how many a shopper asks for: the number beside the lamp's name, then any other one that counts nothing else.
 * @param text plain
 * @param names of the lamps in it, as the text has them
 */
export function readQuantity(text: string, names: readonly string[]): number | null {
  for (const name of names) {
    const before = new RegExp(String.raw`\b(\d{1,3}|one|a pair|a couple)${between} ${name}\b`).exec(text)?.[1]
    const after = new RegExp(String.raw`\b${name}(?: lamps?| lights?)? (\d{1,2}) (?:x|times|pieces?|pcs)\b`).exec(
      text,
    )?.[1]
    const found = before ?? after
    if (found) return inWords[found] ?? Number(found)
  }
  return readAnyCount(text.replace(orderNumbers, '').replace(otherCounts, ' '))
}

function readAnyCount(text: string): number | null {
  if (/\b(a pair|a couple|both|twice|double (?:that|it))\b/.test(text)) return 2
  const many = /\b(?:add|buy|order|put|take|want|need|get|send|give me) (\d{3})\b(?! euro)/.exec(text)
  if (many) return Number(many[1])
  const counted = /\b(\d{1,2})(?: x| of| pieces| times)?\b(?! euro)/.exec(text)
  if (counted) return Number(counted[1])
  const one =
    /^one\b|\bone of (?:these|those|them|the|this)\b|\b(?:take|have|like|need|want|add|buy|order|get|give|send|bring|put|me|just)(?: me)? one (?!in\b)/
  return one.test(text) && !/\b(that|this) one\b/.test(text) ? 1 : null
}
