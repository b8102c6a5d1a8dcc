import { ShopError, type ShopErrorCode } from '#lib/errors.ts'
import { type DatabaseAnswer, unwrap } from '#lib/supabase.ts'

/** A refusal that names the form field it concerns. */
export class FieldError extends ShopError {
  override readonly field: string

  constructor(code: ShopErrorCode, field: string, message: string) {
    super(code, message)
    this.field = field
  }
}

export const lookOnly = 'You may look at everything here, but not change it.'

/**
 * Like `unwrap`, for changes that staff make: it turns a missing right (SQLSTATE 42501) into a ShopError `forbidden`.
 * @param refusals the error to throw for each constraint that a person can break, by the constraint's name
 */
export function unwrapChange<Data>(answer: DatabaseAnswer<Data>, refusals: Record<string, ShopError> = {}): Data {
  const { error } = answer
  if (error?.code === '42501') throw new ShopError('forbidden', lookOnly)
  const broken = error && Object.keys(refusals).find((name) => error.message.includes(`"${name}"`))
  if (broken && refusals[broken]) throw refusals[broken]
  return unwrap(answer)
}

/** Returns the row that was changed. No row was changed when it is gone, or when row level security hides it. */
export function expectChanged<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (!row) throw new ShopError('forbidden', `This does not exist any more, or you may not change it. ${lookOnly}`)
  return row
}
