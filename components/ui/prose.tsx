import type { ReactNode } from 'react'

/** A page of text. */
export function Prose({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <article className="page grid gap-x-16 gap-y-8 pt-6 md:grid-cols-2 md:pt-12">
      <div>
        <h1 className="text-title">{title}</h1>
        <p className="mt-4 max-w-[32rem] text-lead text-quiet">{lead}</p>
      </div>
      <div className="prose max-w-[38rem]">{children}</div>
    </article>
  )
}
