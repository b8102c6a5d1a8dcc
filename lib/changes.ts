import { ShopError, type ShopErrorCode } from '#lib/errors.ts'
import { type DatabaseAnswer, unwrap } from '#lib/supabase.ts'

/** A refusal that is about one field of a form. */
export class FieldError extends ShopError {
  readonly field: string

  constructor(code: ShopErrorCode, field: string, message: string) {
    super(code, message)
    this.field = field
  }
}

export const lookOnly = 'You may look at everything here, but not change it.'

/**
 * As `unwrap`, for what staff write: a right that is missing (SQLSTATE 42501) is said in words.
 * @param refusals sentences for constraints that a person can break, by their name in the database
 */
export function unwrapChange<Data>(answer: DatabaseAnswer<Data>, refusals: Record<string, ShopError> = {}): Data {
  const { error } = answer
  if (error?.code === '42501') throw new ShopError('forbidden', lookOnly)
  const broken = error && Object.keys(refusals).find((name) => error.message.includes(`"${name}"`))
  if (broken && refusals[broken]) throw refusals[broken]
  return unwrap(answer)
}

/** The one row that a change has met. Row level security turns what is not allowed into no row at all. */
export function expectChanged<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (!row) throw new ShopError('forbidden', `This is not there any more, or not yours to change. ${lookOnly}`)
  return row
}
