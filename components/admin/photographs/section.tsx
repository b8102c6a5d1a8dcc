'use client'

import { type PointerEvent, useRef, useState } from 'react'
import { PhotographButtons } from '#components/admin/photographs/buttons.tsx'
import { followPointer } from '#components/admin/photographs/drag.ts'
import { PhotographDrop } from '#components/admin/photographs/drop.tsx'
import { PhotographItem } from '#components/admin/photographs/item.tsx'
import { type PhotographActions, usePhotographAdmin } from '#components/admin/photographs/use-photograph-admin.ts'
import type { LiveSource } from '#lib/live-source.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

type PhotographSectionProps = {
  productId: string
  photographs: readonly AdminPhotograph[]
  finishes: readonly { id: string; name: string }[]
  editable: boolean
  live: LiveSource
  actions: PhotographActions
}

/** The photographs of a lamp, in the order of its page. */
export function PhotographSection({
  productId,
  photographs: initial,
  finishes,
  editable,
  live,
  actions,
}: PhotographSectionProps) {
  const admin = usePhotographAdmin({ list: `/admin/photographs/states?productId=${productId}`, live }, initial, actions)
  const { photographs, setPhotographs, act } = admin
  const [held, setHeld] = useState<string | null>(null)
  const list = useRef<readonly AdminPhotograph[]>(photographs)
  list.current = photographs

  function place(id: string, to: number): void {
    const from = list.current.findIndex((photograph) => photograph.id === id)
    if (from < 0 || to < 0 || to >= list.current.length || from === to) return
    list.current = list.current.toSpliced(from, 1).toSpliced(to, 0, ...list.current.slice(from, from + 1))
    setPhotographs(list.current)
  }
  const keep = () => act(actions.order({ productId, ids: list.current.map(({ id }) => id) }))

  function move(id: string, by: number): void {
    place(id, list.current.findIndex((photograph) => photograph.id === id) + by)
    void keep()
  }

  function hold(id: string, event: PointerEvent): void {
    event.preventDefault()
    setHeld(id)
    const before = list.current
    const indexOf = (wanted: string | undefined) => list.current.findIndex((photograph) => photograph.id === wanted)
    followPointer(event.clientY, {
      over(item, y) {
        const [from, to] = [indexOf(id), indexOf(item.dataset.photograph)]
        const { top, height } = item.getBoundingClientRect()
        const past = to > from ? y > top + height / 2 : y < top + height / 2
        if (to >= 0 && past) place(id, to)
      },
      end() {
        setHeld(null)
        if (list.current.some((photograph, index) => photograph.id !== before[index]?.id)) void keep()
      },
    })
  }

  const remove = (id: string) => {
    admin.forget(admin.uploads.filter((upload) => upload.id === id).map(({ key }) => key))
    void act(actions.remove({ id }))
  }

  return (
    <section className="admin-section" aria-labelledby="photographs">
      <h2 id="photographs">Photographs</h2>
      <PhotographDrop
        uploads={admin.uploads}
        editable={editable}
        onFiles={(files) => void admin.add(files, productId)}
        onAgain={admin.again}
        onForget={admin.forget}
      />
      <p role="alert" className="admin-answer wrong">
        {admin.problem}
      </p>
      {!photographs.some(({ role, status }) => (role === 'on' || role === 'off') && status !== 'failed') && (
        <p className="text-wrong">
          No main photograph. {photographs.length === 0 ? 'The shop shows a drawing' : 'The shop shows another one'}{' '}
          instead: add one, and give it the role “On” or “Off”.
        </p>
      )}
      <ul className="photograph-list">
        {photographs.map((photograph, index) => {
          const { id, alt, status } = photograph
          const name = alt || `photograph ${index + 1}`
          return (
            <PhotographItem
              key={id}
              photograph={photograph}
              finishes={finishes}
              editable={editable}
              held={held === id}
              save={actions.save}
              onSaved={() => void admin.ask()}
              onHold={(event) => hold(id, event)}
            >
              <button
                type="button"
                className="admin-button"
                aria-label={`Move up ${name}`}
                disabled={index === 0}
                onClick={() => move(id, -1)}
              >
                Move up
              </button>
              <button
                type="button"
                className="admin-button"
                aria-label={`Move down ${name}`}
                disabled={index === photographs.length - 1}
                onClick={() => move(id, 1)}
              >
                Move down
              </button>
              <PhotographButtons
                name={name}
                failed={status === 'failed'}
                onRetry={() => void act(actions.retry({ id }))}
                onRemove={() => remove(id)}
              />
            </PhotographItem>
          )
        })}
      </ul>
    </section>
  )
}
