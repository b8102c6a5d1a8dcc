export type StaffRole = 'owner' | 'editor' | 'viewer'

/** `id` is null, and `name` is the role, when the caller may not know who it is. */
export type StaffMember = Readonly<{ id: string | null; name: string; role: StaffRole; since: string }>

/** A part of a sentence; with `href` it is a link. */
export type AuditPart = string | Readonly<{ text: string; href: string }>

/** An entry of the audit log. `sentence` goes on after the name of the actor. */
export type AuditEntry = Readonly<{
  id: number
  at: string
  actor: string
  sentence: readonly AuditPart[]
  /** true when something that was there before was changed */
  isEdit: boolean
  /** in words; null is empty */
  changes: readonly Readonly<{ field: string; before: string | null; after: string | null }>[]
}>

/** `subject` is the name of a table, `actor` the id of a member of staff. */
export type AuditFilter = Readonly<{ subject: string | null; actor: string | null }>
