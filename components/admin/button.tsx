import type { ComponentProps } from 'react'

/** A button of the admin. Use `primary` for the main action of a page or form, `quiet` for all others. */
export function AdminButton({
  look = 'primary',
  className = '',
  type = 'submit',
  ...rest
}: ComponentProps<'button'> & { look?: 'primary' | 'quiet' }) {
  return <button type={type} className={`admin-button ${look === 'primary' ? 'primary' : ''} ${className}`} {...rest} />
}
