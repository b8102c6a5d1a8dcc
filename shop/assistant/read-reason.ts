import { cut } from '#lib/cut.ts'
import { asks } from '#shop/assistant/lexicon-asks.ts'
import { plain } from '#shop/assistant/text.ts'

const polite = /^(?:hi|hello|hey|please|thanks|thank you|sorry|ok|okay|yes|well|unfortunately|and|but|so)\b[ ,]*/
const opening = /^(?:because|since|as|for)\s+/
const excuses = [
  /\b((?:far |way |much |a bit |just )?too (?:\w+))\b/,
  /\b((?:arrived|came) (?:broken|damaged|scratched|dead|in pieces|cracked))\b/,
  /\b((?:doesnt|does not|didnt|wont|don't|doesn't) (?:fit|work|match|suit|turn on|go with)[\w ]*)/,
  /\b(wrong (?:colou?r|size|lamp|finish|item|one))\b/,
  /\b(broken|damaged|faulty|defective|scratched|cracked|flickers|flickering|wobbles|ugly)\b/,
  /\b(changed my mind)\b/,
]

/** Returns the shopper's reason for a return, in their own words and lower case; null when they give none. */
export function readReason(message: string): string | null {
  const text = message.toLowerCase().replace(/[’]/g, "'")
  const [, because] = /\b(?:because|since)\s+(?:of\s+)?([^.!?;]+)/.exec(text) ?? []
  if (because) return tidy(because)
  const clauses = text
    .split(/[,.;:!?–]| - | and (?=i\b|want\b|would\b|please\b)/)
    .map((clause) => clause.trim().replace(polite, ''))
  const asking = clauses.findIndex((clause) => asks.returns.test(plain(clause)))
  const rest = clauses.filter((clause, index) => index !== asking && clause.split(' ').length > 1 && isReason(clause))
  if (asking >= 0 && rest[0]) return tidy(rest[0])
  return excuses.map((said) => said.exec(text)?.[1]).find(Boolean) ?? null
}

/** A clause can be a reason when it is neither a courtesy nor only a number. */
function isReason(clause: string): boolean {
  const said = plain(clause)
  return !/\bnl\d+\b|^(i|we) (bought|ordered|got) |^(it|they|the \w+) (came|arrived) (on|to|last|yester|two|this|\d)|\border\b|\b(rather not|dont want|do not want|not keep)\b|^(how|what|can|could|where|when|please|thank)/.test(
    said,
  )
}

function tidy(reason: string): string {
  return cut(reason.replace(opening, '').trim(), 200)
}
