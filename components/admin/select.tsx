import type { ComponentProps } from 'react'

type Props = ComponentProps<'select'> & { id: string; label: string; choices: readonly (readonly [string, string])[] }

/** A select with its label. */
export function Select({ id, label, choices, className = '', ...rest }: Props) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-small font-strong">
        {label}
      </label>
      <select id={id} className="order-select" {...rest}>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
