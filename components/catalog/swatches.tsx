type Swatch = { name: string; hex: string }

/** The colours of a lamp, with their names for screen readers. */
export function Swatches({ swatches }: { swatches: readonly Swatch[] }) {
  return (
    <p className="flex gap-1.5">
      <span className="sr-only">Finishes: {swatches.map(({ name }) => name).join(', ')}</span>
      {swatches.map(({ name, hex }) => (
        <span key={name} aria-hidden="true" className="swatch size-3" style={{ backgroundColor: hex }} />
      ))}
    </p>
  )
}
