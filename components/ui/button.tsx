import Link from 'next/link'
import type { ComponentProps } from 'react'

type Look = 'primary' | 'quiet'

const base =
  'inline-flex min-h-12 items-center justify-center rounded-sm border px-6 py-2.5 text-body font-strong transition-colors duration-200 disabled:cursor-not-allowed'

const looks: Record<Look, string> = {
  primary:
    'border-ink bg-ink text-paper hover:bg-transparent hover:text-ink disabled:border-line disabled:bg-transparent disabled:text-quiet',
  quiet: 'border-quiet text-ink hover:border-ink disabled:border-line disabled:text-quiet',
}

function buttonClass(look: Look, className = ''): string {
  return `${base} ${looks[look]} ${className}`
}

/** A button. Use `primary` for the main action of a page, `quiet` for all others. */
export function Button({ look = 'primary', className, ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return <button className={buttonClass(look, className)} {...rest} />
}

/** A link that looks like a button. */
export function ButtonLink({ look = 'primary', className, ...rest }: ComponentProps<typeof Link> & { look?: Look }) {
  return <Link className={buttonClass(look, className)} {...rest} />
}
