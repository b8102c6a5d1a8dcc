import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const settings = readFileSync(join(import.meta.dirname, '..', '..', 'supabase', 'config.toml'), 'utf8')

/** Seconds until a mailed code expires, as on hosted Supabase. */
export const codeLifetime = Number(/^otp_expiry = (\d+)$/m.exec(settings)?.[1])
if (!codeLifetime) throw new Error('supabase/config.toml has no otp_expiry.')
