/** A value of `seller` in shop.config.ts; marked while nobody has written it, and nothing when the seller has none. */
export function Filled({ value, name }: { value: string | readonly string[] | null; name: string }) {
  if (value === null) return <mark className="unfilled bg-transparent">To be filled in: {name}</mark>
  if (typeof value === 'string') return value
  return value.map((line) => (
    <span key={line} className="block">
      {line}
    </span>
  ))
}
