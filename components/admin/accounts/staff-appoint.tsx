'use client'

import { roles } from '#components/admin/accounts/staff-list.tsx'
import { AdminButton } from '#components/admin/button.tsx'
import { Select } from '#components/admin/select.tsx'
import { Field } from '#components/ui/field.tsx'
import { ActionMessage } from '#components/ui/refusal.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'

/** Makes the owner of an account a member of the staff. */
export function StaffAppoint({ action, disabled }: { action: Action; disabled: boolean }) {
  const { state, guarded, pending } = useAction(action)
  const failed = state?.ok === false ? state : null
  return (
    <section aria-labelledby="staff-appoint" className="admin-section">
      <h2 id="staff-appoint">Appoint staff</h2>
      <form key={state?.ok ? 'done' : 'open'} {...guarded} className="staff-appoint">
        <Field
          id="staff-email"
          name="email"
          type="email"
          label="Email"
          hint="The person needs an account in this shop first."
          autoComplete="off"
          defaultValue={failed?.values?.email}
          error={failed?.fields?.email}
          disabled={disabled}
        />
        <Field
          id="staff-name"
          name="name"
          label="Name"
          hint="Shown in the audit log."
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
        <AdminButton disabled={disabled || pending}>Appoint</AdminButton>
        <p role="status" className={`text-small ${failed ? 'text-wrong' : ''}`}>
          <ActionMessage state={state} />
        </p>
      </form>
    </section>
  )
}
