import Form from 'next/form'
import { AdminButton } from '#components/admin/button.tsx'
import { Select } from '#components/admin/select.tsx'
import type { AuditFilter, StaffMember } from '#shop/accounts/types.ts'

type Props = { filter: AuditFilter; subjects: Readonly<Record<string, string>>; people: readonly StaffMember[] }

/** Filters the log by what was changed and by who changed it. */
export function AuditFilters({ filter, subjects, people }: Props) {
  const known = people.flatMap(({ id, name }) => (id ? [[id, name] as const] : []))
  return (
    <Form key={JSON.stringify(filter)} action="/admin/audit" role="search" className="audit-filters">
      <Select
        id="audit-subject"
        name="subject"
        label="Type"
        choices={[['', 'Everything'], ...Object.entries(subjects)]}
        defaultValue={filter.subject ?? ''}
      />
      {known.length > 0 && (
        <Select
          id="audit-actor"
          name="actor"
          label="Changed by"
          choices={[['', 'Everybody'], ...known]}
          defaultValue={filter.actor ?? ''}
        />
      )}
      <div>
        <AdminButton look="quiet">Show</AdminButton>
      </div>
    </Form>
  )
}
