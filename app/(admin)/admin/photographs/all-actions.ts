import 'server-only'
import * as actions from '#app/(admin)/admin/photographs/actions.ts'
import type { PhotographActions } from '#components/admin/photographs/use-photograph-admin.ts'

/** The server actions for photographs, as one object for the components. */
export const photographActions: PhotographActions = {
  announce: actions.announcePhotograph,
  sign: actions.signUpload,
  save: actions.savePhotograph,
  order: actions.orderPhotographs,
  remove: actions.removePhotograph,
  retry: actions.retryPhotograph,
}
