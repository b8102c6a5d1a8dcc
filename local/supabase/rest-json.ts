type Raw = { rawJSON: string }
/** https://github.com/tc39/proposal-json-parse-with-source, in Node since 22 */
type ExactJson = {
  isRawJSON(value: unknown): value is Raw
  rawJSON(text: string): Raw
  parse(text: string, read: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
}
const exact = JSON as unknown as ExactJson

/** A number with more digits than JavaScript can hold: `JSON.stringify` writes it as it was read. */
export const rawNumber = (text: string): Raw => exact.rawJSON(text)

/** The digits of such a number. */
export const digitsOf = (value: unknown): string | undefined => (exact.isRawJSON(value) ? value.rawJSON : undefined)

/** Reads JSON without losing digits. @throws SyntaxError */
export function readJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  return exact.parse(text, (_key, value, { source = '' }) =>
    typeof value === 'number' && /\d{16}/.test(source) ? exact.rawJSON(source) : value,
  )
}
