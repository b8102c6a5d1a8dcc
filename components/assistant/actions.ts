import type { Action } from '#components/ui/use-action.ts'

/** What the shopper's own click does for the assistant. */
export type AssistantActions = { addToCart: Action; requestReturn: Action; askHuman: Action }
