'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { inspect, send } from '#components/admin/photographs/send.ts'
import type { PictureType } from '#components/admin/photographs/type.ts'
import { newId } from '#components/ui/new-id.ts'
import type { Call } from '#components/ui/use-action.ts'

const atOnce = 3

/** An upload from this page. `id` is the id of its photograph; null until the row exists. */
export type Upload = Readonly<{
  key: string
  file: File
  productId: string
  type: PictureType | null
  id: string | null
  state: 'queued' | 'sending' | 'sent' | 'refused' | 'broken'
  fraction: number
  message: string
}>

export type UploadActions = {
  announce: Call<{ productId: string; type: PictureType }, { id: string; url: string | null }>
  sign: Call<{ id: string }, string | null>
}

/** Uploads files to storage, three at a time. Refused and failed files stay in the list with the reason. */
export function useUploads({ announce, sign }: UploadActions, onSent: () => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const running = useRef(new Set<string>())

  const change = useCallback((key: string, with_: Partial<Upload>) => {
    setUploads((list) => list.map((upload) => (upload.key === key ? { ...upload, ...with_ } : upload)))
  }, [])

  const run = useCallback(
    async ({ key, file, productId, type, id }: Upload) => {
      if (!type) return
      change(key, { state: 'sending', fraction: 0, message: '' })
      try {
        const announced = await (id ? sign({ id }) : announce({ productId, type }))
        if (!announced.ok) throw new Error(announced.message)
        const { value } = announced
        const url = typeof value === 'object' && value ? value.url : value
        if (typeof value === 'object' && value) change(key, { id: value.id })
        // No URL: storage has the file already.
        if (url) await send(url, file, type, (fraction) => change(key, { fraction }))
        change(key, { state: 'sent', fraction: 1 })
        onSent()
      } catch (error) {
        const message =
          error instanceof TypeError || !(error instanceof Error) ? 'The server did not answer.' : error.message
        change(key, { state: 'broken', message })
      }
    },
    [announce, sign, change, onSent],
  )

  useEffect(() => {
    const free = atOnce - running.current.size
    const next = uploads
      .filter(({ state, key }) => state === 'queued' && !running.current.has(key))
      .slice(0, Math.max(0, free))
    for (const upload of next) {
      running.current.add(upload.key)
      void run(upload).finally(() => {
        running.current.delete(upload.key)
        // A new list starts the next upload.
        setUploads((list) => [...list])
      })
    }
  }, [uploads, run])

  const add = useCallback(async (files: readonly File[], productId: string) => {
    const added = await Promise.all(
      files.map(async (file): Promise<Upload> => {
        const found = await inspect(file).catch(() => ({ problem: 'This file cannot be read.' }))
        const upload = { key: newId(), file, productId, id: null, fraction: 0 }
        if ('problem' in found) return { ...upload, type: null, state: 'refused', message: found.problem }
        return { ...upload, type: found.type, state: 'queued', message: '' }
      }),
    )
    setUploads((list) => [...list, ...added])
  }, [])

  const again = useCallback((key: string) => change(key, { state: 'queued' }), [change])
  const forget = useCallback((keys: readonly string[]) => {
    setUploads((list) => list.filter(({ key }) => !keys.includes(key)))
  }, [])
  return { uploads, add, again, forget }
}
