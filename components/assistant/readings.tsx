import { useId } from 'react'

type ReadingsProps = { readings: readonly string[]; text: string; busy: boolean; onAsk: (question: string) => void }

/** Questions that the shopper may have meant. Pressing one sends it as a message. */
export function Readings({ readings, text, busy, onAsk }: ReadingsProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="sr-only">
        {text}
      </h3>
      <ul className="grid justify-items-start gap-2">
        {readings.map((question) => (
          <li key={question}>
            {/* While an answer arrives, the button keeps the focus but sends nothing. */}
            <button
              type="button"
              aria-disabled={busy}
              onClick={() => !busy && onAsk(question)}
              className="min-h-11 rounded-sm border border-quiet px-4 py-2 text-left hover:border-ink aria-disabled:text-quiet"
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
