export type StaffRole = 'owner' | 'editor' | 'viewer'

/** `id` is null, and `name` is the role, when the caller may not know who it is. */
export type StaffMember = Readonly<{ id: string | null; name: string; role: StaffRole; since: string }>

/** One change: a field has `before`, `after`, or both. */
export type AuditEntry = Readonly<{
  id: number
  at: string
  actor: string
  action: string
  subject: string
  subjectId: string
  changes: readonly Readonly<{ field: string; before: unknown; after: unknown }>[]
}>

/** `subject` is the name of a table, `actor` the id of a member of staff; pages are counted from 1. */
export type AuditFilter = Readonly<{ subject: string | null; actor: string | null; page: number }>
