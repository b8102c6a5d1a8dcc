import type { Money } from '#lib/money.ts'

/** One file of a photograph: its width in pixels, its format and its URL. */
export type PhotographSize = Readonly<{
  width: number
  height: number
  format: 'webp' | 'avif' | 'jpeg'
  url: string
}>

export type PhotographRole = 'off' | 'on' | 'detail' | 'finish' | 'dark' | 'layer'

/** A photograph that is ready to be shown. `width` and `height` are of the upright original. */
export type Photograph = Readonly<{
  id: string
  role: PhotographRole
  alt: string
  width: number
  height: number
  /** base64 of a thumbhash (https://evanw.github.io/thumbhash/), shown until the file has loaded */
  thumbhash: string
  focalX: number
  focalY: number
  sizes: readonly PhotographSize[]
}>

export type Category = Readonly<{ slug: string; name: string; intro: string }>

export type Collection = Readonly<{ slug: string; name: string; intro: string; hex: string }>

/** The categories and collections, by their names. */
export type Menu = Readonly<{
  categories: readonly Pick<Category, 'slug' | 'name'>[]
  collections: readonly Pick<Collection, 'slug' | 'name' | 'hex'>[]
}>

/** The fields of a card in a list. */
export type ProductCard = Readonly<{
  slug: string
  name: string
  tagline: string
  price: Money
  categorySlug: string
  collectionSlug: string
  off: Photograph | null
  on: Photograph | null
  swatches: readonly { name: string; hex: string }[]
}>

/** A variant: one finish of a lamp, with its own price and stock. */
export type Finish = Readonly<{
  id: string
  slug: string
  name: string
  hex: string
  sku: string
  price: Money
  stock: number
  photograph: Photograph | null
}>

/** A lamp that a search found. `finish` is the one that the words are about, such as a green one; null when they name none. */
export type FoundProduct = ProductCard & Readonly<{ finish: Finish | null }>

/** A category or a collection that a search is about. */
export type SearchPlace = Readonly<{ kind: 'category' | 'collection'; slug: string; name: string }>

export type SearchAnswer = Readonly<{
  /** the best first, at most 48 */
  products: readonly FoundProduct[]
  /** true if more lamps match */
  more: boolean
  /** words that were given up because no lamp matched everything; `products` are then something near */
  dropped: readonly string[]
  /** true if nothing costs what was asked; `products` are then those that match otherwise, the cheapest first */
  dearer: boolean
  /** misspelt words, and the words that they were read as */
  corrected: readonly (readonly [said: string, known: string])[]
  /** at most three */
  places: readonly SearchPlace[]
}>

export type Review = Readonly<{
  id: string
  author: string
  rating: 1 | 2 | 3 | 4 | 5
  title: string
  body: string
  /** ISO date, such as 2026-07-07 */
  date: string
  verified: boolean
}>

export type Light = Readonly<{
  source: string
  watts: number
  lumens: number
  kelvin: number
  cri: number
  dimmable: boolean
  control: string
  ip: string
  power: string
}>

export type Product = ProductCard &
  Readonly<{
    id: string
    sku: string
    description: string
    materials: readonly string[]
    /** millimetres; keys such as height, diameter, width, depth */
    dimensions: Readonly<Record<string, number>>
    weightGrams: number
    light: Light
    care: readonly string[]
    tags: readonly string[]
    year: number
    finishes: readonly Finish[]
    detail: Photograph | null
    reviews: readonly Review[]
    rating: Readonly<{ average: number; count: number }>
    category: Category
    collection: Collection
  }>

/** A room set of several lamps. Each of `layers` is the picture at dusk with one lamp lit, in the order of `hotspots`. */
export type Scene = Readonly<{
  slug: string
  alt: string
  off: Photograph | null
  lit: Photograph | null
  dark: Photograph | null
  layers: readonly Photograph[]
  hotspots: readonly Hotspot[]
}>

/** A lamp in a room. */
export type Hotspot = Readonly<{
  slug: string
  name: string
  /** fractions of the picture's width and height */
  x: number
  y: number
  price: Money
  /** the finish in the picture, or the first one in stock; null when it is sold out */
  finish: Readonly<{ id: string; name: string; price: Money }> | null
}>
