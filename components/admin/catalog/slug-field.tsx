'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { slugProblem } from '#components/admin/catalog/slug.ts'
import { AdminInput } from '#components/admin/fields.tsx'

export type SlugCheck = (input: {
  slug: string
  productId: string | null
}) => Promise<{ ok: true; value: string | null } | { ok: false; message: string }>

type SlugFieldProps = {
  slug: string
  productId: string | null
  /** the server's message after the form was sent */
  error: string | undefined
  checkSlug: SlugCheck
}

/** The slug of a lamp, checked while it is typed: its characters in the browser, whether it is free on the server. */
export function SlugField({ slug, productId, error, checkSlug }: SlugFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [taken, setTaken] = useState<{ slug: string; problem: string | null } | null>(null)
  const problem = typed === null ? null : slugProblem(typed)

  useEffect(() => {
    if (typed === null || typed === slug || slugProblem(typed)) return
    let current = true
    const timer = setTimeout(async () => {
      const answer = await checkSlug({ slug: typed, productId }).catch(() => null)
      if (current && answer?.ok) setTaken({ slug: typed, problem: answer.value })
    }, 300)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [typed, slug, productId, checkSlug])

  const answered = taken !== null && taken.slug === typed ? taken : null
  const free = answered && !answered.problem
  const available = `This URL is available.${productId ? ' Links to the old one will lead to it.' : ''}`
  // Typing replaces the server's message about the last attempt.
  const message = typed === null ? error : (problem ?? answered?.problem ?? (answered ? undefined : error))
  return (
    <AdminInput
      id="slug"
      name="slug"
      label="URL"
      defaultValue={slug}
      onInput={(event: FormEvent<HTMLInputElement>) => setTyped(event.currentTarget.value.trim())}
      autoComplete="off"
      spellCheck={false}
      maxLength={80}
      hint={free ? available : `/products/${typed ?? slug}`}
      error={message}
    />
  )
}
