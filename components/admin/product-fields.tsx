import type { ComponentProps, ReactNode } from 'react'

type Described = {
  /** also the base of the ids of the hint and the error, so unique on a page */
  id: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** takes the whole row of its form */
  wide?: boolean
}

function DeskField({ id, label, hint, error, wide, children }: Described & { children: ReactNode }) {
  return (
    <div className={wide ? 'desk-field wide' : 'desk-field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && <p id={`${id}-hint`}>{hint}</p>}
      {error && (
        <p id={`${id}-error`} className="wrong">
          {error}
        </p>
      )}
    </div>
  )
}

function control({ id, hint, error }: Described) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    className: 'desk-control',
    'aria-invalid': error ? (true as const) : undefined,
    'aria-describedby': described || undefined,
  }
}

/** A labelled input of the desk, with its hint and its error tied to it. */
export function DeskInput({ label, hint, error, wide, ...input }: Described & Omit<ComponentProps<'input'>, 'id'>) {
  const described = { id: input.id, label, hint, error, ...(wide ? { wide } : {}) }
  return (
    <DeskField {...described}>
      <input {...input} {...control(described)} />
    </DeskField>
  )
}

/** As `DeskInput`, for text of several lines. */
export function DeskText({ label, hint, error, wide, ...text }: Described & Omit<ComponentProps<'textarea'>, 'id'>) {
  const described = { id: text.id, label, hint, error, ...(wide ? { wide } : {}) }
  return (
    <DeskField {...described}>
      <textarea {...text} {...control(described)} />
    </DeskField>
  )
}

type Options = readonly (readonly [value: string, label: string])[]

/** As `DeskInput`, for one of several. */
export function DeskSelect({
  label,
  hint,
  error,
  wide,
  options,
  ...select
}: Described & { options: Options } & Omit<ComponentProps<'select'>, 'id' | 'children'>) {
  const described = { id: select.id, label, hint, error, ...(wide ? { wide } : {}) }
  return (
    <DeskField {...described}>
      <select {...select} {...control(described)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </DeskField>
  )
}
