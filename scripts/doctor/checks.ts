import { accountChecks } from '#scripts/doctor/accounts.ts'
import { addressChecks } from '#scripts/doctor/addresses.ts'
import type { Check } from '#scripts/doctor/check.ts'
import { databaseChecks } from '#scripts/doctor/database.ts'
import { legalChecks } from '#scripts/doctor/legal.ts'
import { mailChecks } from '#scripts/doctor/mail.ts'
import { paymentChecks } from '#scripts/doctor/payments.ts'
import { platformChecks } from '#scripts/doctor/platform.ts'
import { queueChecks } from '#scripts/doctor/queue.ts'
import { realtimeChecks } from '#scripts/doctor/realtime.ts'
import { secretChecks } from '#scripts/doctor/secrets.ts'
import { settingChecks } from '#scripts/doctor/settings.ts'
import { storeChecks } from '#scripts/doctor/store.ts'
import { tokenChecks } from '#scripts/doctor/tokens.ts'

/** Every check, in the order of a store's set-up. */
export const checks: readonly Check[] = [
  ...addressChecks,
  ...secretChecks,
  ...tokenChecks,
  ...databaseChecks,
  ...settingChecks,
  ...accountChecks,
  ...paymentChecks,
  ...queueChecks,
  ...mailChecks,
  ...platformChecks,
  ...realtimeChecks,
  ...storeChecks,
  ...legalChecks,
]
