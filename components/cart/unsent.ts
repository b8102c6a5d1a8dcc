'use client'

import { newId } from '#components/ui/new-id.ts'

// What was put into the cart and not answered yet, kept in this tab: leaving a page at once cancels the request, though the page
// has already counted the lamp. The next page sends it again. Each has an id, so that the server adds it once.

const key = 'unsent'

type Entry = Record<string, string>

// Leaving cancels the request before the page is hidden, which looks like a server that does not answer. An entry that is kept
// too long is harmless: the server adds each id once.
let isLeaving = false
if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', () => {
    isLeaving = true
  })
  window.addEventListener('pageshow', () => {
    isLeaving = false
  })
}

/** Keeps what a form is about to send, and gives it an id. Call the result once the server has answered or cannot be reached. */
export function keepUnsent(form: FormData): () => void {
  const addId = newId()
  form.set('addId', addId)
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
  write([...listUnsent(), Object.fromEntries(fields)])
  return () => {
    if (!isLeaving) forgetUnsent(addId)
  }
}

/** The server has answered it. */
export function forgetUnsent(addId: string | undefined): void {
  write(listUnsent().filter((entry) => entry.addId !== addId))
}

/** What earlier pages of this tab sent without getting an answer. */
export function listUnsent(): Entry[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}

function write(entries: Entry[]): void {
  try {
    if (entries.length > 0) sessionStorage.setItem(key, JSON.stringify(entries))
    else sessionStorage.removeItem(key)
  } catch {
    // A browser that keeps nothing for this site: then there is nothing to send again.
  }
}
