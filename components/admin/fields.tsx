import type { ComponentProps, ReactNode } from 'react'

type Described = {
  /** must be unique on the page; the ids of the hint and the error begin with it */
  id: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** spans the whole row of the form */
  wide?: boolean
}

function AdminField({ id, label, hint, error, wide, children }: Described & { children: ReactNode }) {
  return (
    <div className={wide ? 'admin-field wide' : 'admin-field'}>
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
    className: 'admin-control',
    'aria-invalid': error ? (true as const) : undefined,
    'aria-describedby': described || undefined,
  }
}

/** An input with its label. `aria-describedby` links the hint and the error to it. */
export function AdminInput({ label, hint, error, wide, ...input }: Described & Omit<ComponentProps<'input'>, 'id'>) {
  const described = { id: input.id, label, hint, error, ...(wide ? { wide } : {}) }
  return (
    <AdminField {...described}>
      <input {...input} {...control(described)} />
    </AdminField>
  )
}

/** Like `AdminInput`, for text of several lines. */
export function AdminText({ label, hint, error, wide, ...text }: Described & Omit<ComponentProps<'textarea'>, 'id'>) {
  const described = { id: text.id, label, hint, error, ...(wide ? { wide } : {}) }
  return (
    <AdminField {...described}>
      <textarea {...text} {...control(described)} />
    </AdminField>
  )
}

type Options = readonly (readonly [value: string, label: string])[]

/** Like `AdminInput`, for a choice of one among several. */
export function AdminSelect({
  label,
  hint,
  error,
  wide,
  options,
  ...select
}: Described & { options: Options } & Omit<ComponentProps<'select'>, 'id' | 'children'>) {
  const described = { id: select.id, label, hint, error, ...(wide ? { wide } : {}) }
  return (
    <AdminField {...described}>
      <select {...select} {...control(described)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </AdminField>
  )
}
