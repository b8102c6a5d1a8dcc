'use client'

import { useCallback, useRef, useState } from 'react'
import { useLivePhotographs } from '#components/admin/photographs/live.ts'
import { type UploadActions, useUploads } from '#components/admin/photographs/uploads.ts'
import type { Action, Call } from '#components/ui/use-action.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

export type PhotographActions = UploadActions & {
  save: Action
  order: Call<{ productId: string; ids: string[] }, void>
  remove: Call<{ id: string }, void>
  retry: Call<{ id: string }, void>
}

/** Photographs and those still on their way to be ones, kept in step. */
export function usePhotographAdmin(source: string, initial: readonly AdminPhotograph[], actions: PhotographActions) {
  const [problem, setProblem] = useState('')
  // Uploads come to an end outside of any render, and then ask for the list.
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

  /** Calls an action, says what went wrong, and shows the list as it is then. */
  async function act(call: Promise<{ ok: true } | { ok: false; message: string }>): Promise<void> {
    const answer = await call.catch(() => ({ ok: false, message: 'That did not reach us. Try again.' }) as const)
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
    /** without those that an upload of this page stands for */
    photographs: live.photographs.filter(
      ({ id, status }) => status !== 'waiting' || !pending.some((upload) => upload.id === id),
    ),
  }
}

/** Whether storage has told the database of a file. */
function hasArrived(id: string | null, list: readonly AdminPhotograph[]): boolean {
  return list.some((photograph) => photograph.id === id && photograph.status !== 'waiting')
}
