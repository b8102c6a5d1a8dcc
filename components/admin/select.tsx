import type { ComponentProps } from 'react'

type Props = ComponentProps<'select'> & { id: string; label: string; choices: readonly (readonly [string, string])[] }

/** A select with its label. */
export function Select({ id, label, choices, className = '', ...rest }: Props) {
  return (
    <div className={`admin-field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className="admin-control" {...rest}>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
