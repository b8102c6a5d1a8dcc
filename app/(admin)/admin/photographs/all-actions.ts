import 'server-only'
import * as actions from '#app/(admin)/admin/photographs/actions.ts'
import type { PhotographActions } from '#components/admin/photographs/work.ts'

/** What the admin does with photographs, as its components call it. */
export const photographActions: PhotographActions = {
  announce: actions.announcePhotograph,
  sign: actions.signUpload,
  save: actions.savePhotograph,
  order: actions.orderPhotographs,
  remove: actions.removePhotograph,
  retry: actions.retryPhotograph,
}
