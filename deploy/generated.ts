import { shop } from '#shop.config.ts'

/** The first line of generated infrastructure. */
export const generated = 'Written by `npm run generate` from the definitions in functions/. Do not edit.'

/** The name of everything that belongs to the store on a platform, before the function's own. */
export const prefix = shop.slug
