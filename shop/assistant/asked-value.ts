import { plain } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

// Whether a lamp does what a question says in numbers: "can I set the timer to 45 minutes", "is the cable 3 metres".

/** Units, as shoppers and the catalogue write them, and what one of them is in the smallest. */
const units: readonly (readonly [name: string, factor: number, kind: string])[] = [
  ['seconds?|sec', 1, 'time'],
  ['minutes?|min', 60, 'time'],
  ['hours?|h', 3600, 'time'],
  ['met(?:re|er)s?|m', 100, 'length'],
  ['levels?|steps?|settings?', 1, 'levels'],
]
const pattern = new RegExp(String.raw`\b(\d+(?:\.\d+)?) (${units.map(([name]) => name).join('|')})\b`, 'g')

type Value = { kind: string; amount: number }

const valuesIn = (text: string): Value[] =>
  [
    ...plain(text)
      .replace(/\bhalf an hour\b/g, '30 minutes')
      .replace(/\b(?:an|one|a) (?=hour|minute|met)/g, '1 ')
      .matchAll(pattern),
  ].flatMap(([, digits, said = '']) => {
    const [, factor = 1, kind = ''] = units.find(([name]) => new RegExp(`^(?:${name})$`).test(said)) ?? []
    return kind ? [{ kind, amount: Number(digits) * factor }] : []
  })

/**
 * Answers yes or no with the text of the lamp that has a value of this kind. Null when the question has no such value or the
 * catalogue none of its kind.
 * @param text plain
 */
export function tellValue({ name, light, materials, description, care }: Product, text: string): string | null {
  const [asked] = valuesIn(text)
  if (!asked) return null
  const texts = [
    light.control,
    ...materials,
    light.power,
    ...[description, ...care].flatMap((one) => one.split(/(?<=[.!?])\s/)),
  ]
  const found = texts.map((said) => ({ said, values: valuesIn(said).filter(({ kind }) => kind === asked.kind) }))
  const own = found.find(({ values }) => values.length > 0)
  if (!own) return null
  const amounts = own.values.map(({ amount }) => amount)
  const most = Math.max(...amounts)
  const atLeast =
    /\b(?:at least|more than|over|last|lasts|run|runs|enough|reach|reaches|still|whole|burn|burns|glow|glows|away)\b/.test(
      text,
    )
  const fits = atLeast ? asked.amount <= most : amounts.includes(asked.amount)
  return `${fits ? 'Yes' : 'No'}. ${name}: ${/[.!?]$/.test(own.said) ? own.said : `${own.said}.`}`
}
