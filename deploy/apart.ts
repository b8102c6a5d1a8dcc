import type { FunctionDefinition } from '#functions/runtime/define.ts'

/**
 * The functions that may run apart from the pages. One that refreshes pages stays in Next, which alone has their cache: `serve`
 * refuses to make a handler of it elsewhere.
 */
export const apartFromPages = (definitions: readonly FunctionDefinition[]): FunctionDefinition[] =>
  definitions.filter(({ refreshes }) => !refreshes)
