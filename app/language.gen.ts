// Written by `npm run generate` from shop.config.ts.

/** The language of the shop's pages. Where it is imported from here, the browser need not load shop.config.ts. */
export const language = 'en'
