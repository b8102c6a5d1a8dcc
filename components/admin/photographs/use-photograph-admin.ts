'use client'

import { useCallback, useRef, useState } from 'react'
import { type PhotographSource, useLivePhotographs } from '#components/admin/photographs/live.ts'
import { type UploadActions, useUploads } from '#components/admin/photographs/uploads.ts'
import type { Action, Call } from '#components/ui/use-action.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

export type PhotographActions = UploadActions & {
  save: Action
  order: Call<{ productId: string; ids: string[] }, void>
  remove: Call<{ id: string }, void>
  retry: Call<{ id: string }, void>
}

/** Combines the photographs of the server with the uploads of this page. */
export function usePhotographAdmin(
  source: PhotographSource,
  initial: readonly AdminPhotograph[],
  actions: PhotographActions,
) {
  const [problem, setProblem] = useState('')
  // An upload ends outside of a render, and then fetches the list.
  const ask = useRef<() => Promise<void>>(async () => {})
  const sending = useUploads(
    actions,
    useCallback(() => void ask.current(), []),
  )
  const { uploads } = sending
  const expects = (list: readonly AdminPhotograph[]) =>
    uploads.some((upload) => upload.state === 'sent' && !hasArrived(upload.id, list))
  const live = useLivePhotographs(source, initial, expects)
  ask.current = live.ask

  /** Calls an action, shows its error, and fetches the list again. */
  async function act(call: Promise<{ ok: true } | { ok: false; message: string }>): Promise<void> {
    const answer = await call.catch(() => ({ ok: false, message: 'The server did not answer. Try again.' }) as const)
    setProblem(answer.ok ? '' : answer.message)
    await live.ask()
  }

  const pending = uploads.filter(({ state, id }) => state !== 'sent' || !hasArrived(id, live.photographs))
  return {
    ...live,
    ...sending,
    problem,
    act,
    uploads: pending,
    /** without those that the list of uploads shows */
    photographs: live.photographs.filter(
      ({ id, status }) => status !== 'waiting' || !pending.some((upload) => upload.id === id),
    ),
  }
}

/** True when the database knows that storage has the file. */
function hasArrived(id: string | null, list: readonly AdminPhotograph[]): boolean {
  return list.some((photograph) => photograph.id === id && photograph.status !== 'waiting')
}
