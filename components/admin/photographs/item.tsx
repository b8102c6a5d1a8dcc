'use client'

import type { PointerEvent, ReactNode } from 'react'
import { AdminAnswer, errorOf } from '#components/admin/answer.tsx'
import { StateBadge } from '#components/admin/badge.tsx'
import { AdminInput, AdminSelect } from '#components/admin/fields.tsx'
import { PhotographFocus } from '#components/admin/photographs/focus.tsx'
import { noteOf } from '#components/admin/photographs/states.ts'
import { PhotographThumb } from '#components/admin/photographs/thumb.tsx'
import { PhotographTrace } from '#components/admin/photographs/trace.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

type Finish = { id: string; name: string }

type PhotographItemProps = {
  photograph: AdminPhotograph
  finishes: readonly Finish[]
  editable: boolean
  held: boolean
  save: Action
  onSaved: () => void
  onHold: (event: PointerEvent) => void
  /** the buttons that move and remove the photograph */
  children: ReactNode
}

const roles = [
  ['off', 'Off, by day'],
  ['on', 'On, at dusk'],
  ['detail', 'Detail'],
  ['finish', 'Finish'],
] as const

/** One photograph of a lamp: its state, alt text, role and focal point. */
export function PhotographItem(props: PhotographItemProps) {
  const { photograph, finishes, editable, held, save, onSaved, onHold, children } = props
  const { id, alt, role, finishId, status } = photograph
  const { state, pending, guarded } = useAction(save, () => () => onSaved())
  return (
    <li className="photograph-item" data-photograph={id} data-held={held ? '' : undefined}>
      <div>
        <PhotographThumb photograph={photograph.photograph} width={224} className="photograph-picture" alt={alt} />
        {editable && (
          <span
            className="photograph-handle inline-flex items-center justify-center"
            aria-hidden="true"
            onPointerDown={onHold}
          >
            Drag
          </span>
        )}
      </div>
      <div className="photograph-body">
        <p className="photograph-note">
          <span role="status">
            <StateBadge of="photograph" state={status} /> {noteOf(photograph)}
          </span>{' '}
          <PhotographTrace {...photograph} />
        </p>
        <form className="admin-form" aria-label={alt || 'Photograph without alt text'} {...guarded}>
          <input type="hidden" name="id" value={id} />
          <fieldset disabled={!editable} className="grid gap-3">
            <AdminInput
              id={`${id}-alt`}
              name="alt"
              label="Alt text"
              defaultValue={alt}
              placeholder="Porch in moss, switched on at dusk"
              error={errorOf(state, 'alt')}
              maxLength={300}
            />
            <div className="admin-fields">
              <AdminSelect
                id={`${id}-role`}
                name="role"
                label="Role"
                defaultValue={role}
                options={roles}
                error={errorOf(state, 'role')}
              />
              <AdminSelect
                id={`${id}-finish`}
                name="finishId"
                label="Finish"
                defaultValue={finishId ?? ''}
                options={[['', 'None'], ...finishes.map((finish) => [finish.id, finish.name] as const)]}
                error={errorOf(state, 'finishId')}
              />
            </div>
            <details>
              <summary className="cursor-pointer py-2 text-small">Focal point</summary>
              {photograph.photograph ? (
                <PhotographFocus id={id} photograph={photograph.photograph} state={state} />
              ) : (
                <KeptFocus photograph={photograph} />
              )}
            </details>
          </fieldset>
          {editable && (
            <div className="admin-actions">
              <button
                type="submit"
                className="admin-button"
                aria-label={`Save ${alt || 'photograph'}`}
                disabled={pending}
              >
                Save
              </button>
              {children}
              <AdminAnswer state={state} pending={pending} />
            </div>
          )}
        </form>
      </div>
    </li>
  )
}

function KeptFocus({ photograph: { focalX, focalY } }: { photograph: AdminPhotograph }) {
  return (
    <>
      <input type="hidden" name="focalX" value={Math.round(focalX * 100)} />
      <input type="hidden" name="focalY" value={Math.round(focalY * 100)} />
      <p className="admin-quiet">You can set it when the photograph is ready.</p>
    </>
  )
}
