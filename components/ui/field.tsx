import type { ComponentProps } from 'react'

type FieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  /** must be unique on the page; the ids of the hint and the error begin with it */
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
}

/** An input with its label. `aria-describedby` links the hint and the error to it. */
export function Field({ id, label, hint, error, className = '', ...input }: FieldProps) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-small font-strong">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        // biome-ignore lint/a11y/noAutofocus: without scripts the browser puts the focus where the page was refused
        autoFocus={error ? true : undefined}
        aria-describedby={described || undefined}
        className="block min-h-12 w-full rounded-sm border border-quiet bg-transparent px-3.5 text-body placeholder:text-quiet hover:border-ink aria-invalid:border-wrong"
        {...input}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-small text-quiet">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-small text-wrong">
          {error}
        </p>
      )}
    </div>
  )
}
