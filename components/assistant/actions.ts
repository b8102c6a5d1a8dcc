import type { Action } from '#components/ui/use-action.ts'

/** The actions that the assistant prepares and the shopper's click runs. */
export type AssistantActions = { requestReturn: Action; askHuman: Action }
