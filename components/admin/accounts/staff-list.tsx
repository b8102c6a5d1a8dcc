'use client'

import { Badge } from '#components/admin/badge.tsx'
import { AdminButton } from '#components/admin/button.tsx'
import { ActionPanel } from '#components/admin/panel.tsx'
import { Select } from '#components/admin/select.tsx'
import { Moment } from '#components/admin/time.tsx'
import { ActionMessage } from '#components/ui/refusal.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { StaffMember } from '#shop/accounts/types.ts'

export const roles = [
  ['owner', 'Owner'],
  ['editor', 'Editor'],
  ['viewer', 'Viewer'],
] as const

type Props = {
  people: readonly StaffMember[]
  /** the id of the signed-in person, who cannot change their own role */
  self: string
  mayAppoint: boolean
  change: Action
  dismiss: Action
}

export function StaffList({ people, self, mayAppoint, change, dismiss }: Props) {
  return (
    <ul>
      {people.map((person) => (
        <li key={person.id ?? `${person.role} ${person.since}`} className="staff-member">
          <div>
            <span className="font-strong">{person.name}</span>
            {person.id === self && ' (you)'} <Badge>{person.role}</Badge>
            <span className="admin-quiet block">
              Since <Moment at={person.since} />
            </span>
          </div>
          {person.id !== null && person.id !== self && (
            <>
              <Role key={person.role} id={person.id} person={person} change={change} disabled={!mayAppoint} />
              <ActionPanel
                name="Dismiss"
                submit={`Dismiss ${person.name}`}
                action={dismiss}
                values={{ userId: person.id }}
                disabled={!mayAppoint}
              >
                {() => <p>{person.name} will no longer see the admin pages. The account and its orders stay.</p>}
              </ActionPanel>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

type RoleProps = { id: string; person: StaffMember; change: Action; disabled: boolean }

function Role({ id, person, change, disabled }: RoleProps) {
  const { state, guarded, pending } = useAction(change)
  return (
    <form {...guarded}>
      <input type="hidden" name="userId" value={id} />
      <div className="staff-role">
        <Select
          id={`role-${id}`}
          name="role"
          label={`Role of ${person.name}`}
          choices={roles}
          defaultValue={person.role}
          disabled={disabled}
        />
        <AdminButton look="quiet" disabled={disabled || pending}>
          Change
        </AdminButton>
      </div>
      <p role="status" className={`pt-2 text-small ${state?.ok === false ? 'text-wrong' : ''}`}>
        <ActionMessage state={state} />
      </p>
    </form>
  )
}
