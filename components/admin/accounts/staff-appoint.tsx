'use client'

import { roles } from '#components/admin/accounts/staff-list.tsx'
import { Select } from '#components/admin/select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'

/** Makes somebody who has an account a member of the staff. */
export function StaffAppoint({ action, disabled }: { action: Action; disabled: boolean }) {
  const { state, form, pending } = useAction(action)
  const failed = state?.ok === false ? state : null
  return (
    <section aria-labelledby="staff-appoint" className="admin-section">
      <h2 id="staff-appoint">Appoint</h2>
      <form key={state?.ok ? 'done' : 'open'} {...form} className="staff-appoint">
        <Field
          id="staff-email"
          name="email"
          type="email"
          label="Email"
          hint="Of an account in this shop. Who has none signs up first."
          autoComplete="off"
          defaultValue={failed?.values?.email}
          error={failed?.fields?.email}
          disabled={disabled}
        />
        <Field
          id="staff-name"
          name="name"
          label="Name"
          hint="As it stands in the audit log."
          autoComplete="off"
          maxLength={80}
          defaultValue={failed?.values?.name}
          error={failed?.fields?.name}
          disabled={disabled}
        />
        <Select
          id="staff-role"
          name="role"
          label="Role"
          choices={roles}
          defaultValue={failed?.values?.role ?? 'viewer'}
          disabled={disabled}
        />
        <Button disabled={disabled || pending}>Appoint</Button>
        <p role="status" className={`text-small ${failed ? 'text-wrong' : ''}`}>
          {state?.message}
        </p>
      </form>
    </section>
  )
}
