// What the browser searches while the catalogue is small: everything that the database would read. Columns and no rows, because
// what is alike then stands together, and compresses to a fifth. shop/catalog/pack-index.ts packs, and
// components/catalog/search/entries.ts unpacks.

/** Lists are in the shop's order. Texts that hold several have spaces or line feeds between them. */
export type SearchIndex = Readonly<{
  /** rows of private.search_words with the same meaning: what is said (separated by `|`), theme, tsquery, tsquery of what is near */
  words: readonly (readonly [said: string, theme: string, means: string, near: string])[]
  /** words that a misspelt one may stand for */
  lexicon: string
  categories: readonly Readonly<{ slug: string; name: string }>[]
  collections: readonly Readonly<{ slug: string; name: string }>[]
  /** the words of all lamps, sorted; `texts` have their places in this list */
  vocabulary: string
  currency: string
  /** what the addresses of photographs begin with */
  photographs: string
  lamps: Readonly<{
    names: string
    /** empty for a slug that is the name with hyphens; so are those of finishes */
    slugs: string
    taglines: string
    skus: string
    amounts: readonly number[]
    /** small photographs by day and at dusk, or empty */
    off: string
    on: string
    /** words by their weights: `A0,5 BD2` has the words 0 and 5 with A, and 7 with B and D. Numbers are differences, to base 36. */
    texts: readonly string[]
    /** facts without their sign: `dimmable in_table` */
    marks: string
    /** how many finishes each lamp has */
    finishes: readonly number[]
  }>
  finishes: Readonly<{
    names: string
    slugs: string
    /** without the lamp's, when they begin with it */
    skus: string
    /** 0 for the lamp's price */
    amounts: readonly number[]
    /** `1` for a finish in stock, `0` for one that is not */
    stock: string
    /** colours without their sign: `green grey` */
    hues: string
    /** their own photographs, or empty */
    on: string
  }>
}>
