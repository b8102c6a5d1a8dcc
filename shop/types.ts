import type { Money } from '#lib/money.ts'

/** One file of a photograph: a width in pixels, a format and the address it is served from. */
export type PhotographSize = Readonly<{
  width: number
  height: number
  format: 'webp' | 'avif' | 'jpeg'
  url: string
}>

export type PhotographRole = 'off' | 'on' | 'detail' | 'finish' | 'dark' | 'layer'

/** A photograph that is ready to be shown. `width` and `height` are those of the upright original. */
export type Photograph = Readonly<{
  id: string
  role: PhotographRole
  alt: string
  width: number
  height: number
  /** base64 of a thumbhash (https://evanw.github.io/thumbhash/), for the moment before the file is there */
  thumbhash: string
  focalX: number
  focalY: number
  sizes: readonly PhotographSize[]
}>

export type Category = Readonly<{ slug: string; name: string; intro: string }>
export type Collection = Readonly<{ slug: string; name: string; intro: string; hex: string }>

/** What a card in a list needs. */
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

/** A room set of several lamps. `layers` are the dusk picture with one lamp lit each, in the order of `hotspots`. */
export type Scene = Readonly<{
  slug: string
  alt: string
  off: Photograph | null
  lit: Photograph | null
  dark: Photograph | null
  layers: readonly Photograph[]
  /** x and y as fractions of the picture's width and height */
  hotspots: readonly { slug: string; name: string; x: number; y: number }[]
}>

export type CartLine = Readonly<{
  variantId: string
  slug: string
  name: string
  finish: string
  hex: string
  unitPrice: Money
  quantity: number
  total: Money
  stock: number
  photograph: Photograph | null
}>

/** A cart's id is a key to it, so it is no part of what pages get. `shipping` is what the parcel costs at this subtotal; `tax` is contained in the total. */
export type Cart = Readonly<{
  lines: readonly CartLine[]
  count: number
  subtotal: Money
  shipping: Money
  tax: Money
  total: Money
}>

export type OrderStatus = 'pending' | 'paid' | 'packed' | 'shipped' | 'delivered' | 'cancelled' | 'refunded'

export type OrderLine = Readonly<{
  name: string
  finish: string
  sku: string
  slug: string | null
  unitPrice: Money
  quantity: number
  total: Money
}>

export type OrderEvent = Readonly<{ status: OrderStatus; note: string; at: string }>

export type Address = Readonly<{
  name: string
  line1: string
  line2: string | null
  postalCode: string
  city: string
  country: string
}>

export type Order = Readonly<{
  id: string
  /** such as NL-10001 */
  number: string
  status: OrderStatus
  email: string | null
  address: Address | null
  lines: readonly OrderLine[]
  subtotal: Money
  shipping: Money
  tax: Money
  total: Money
  refunded: Money
  events: readonly OrderEvent[]
  placedAt: string
  trackingNumber: string | null
  /** when the shopper asked to send it back */
  returnRequestedAt: string | null
  /** 32 hexadecimal digits, as in every log line of this order */
  trace: string
}>

/** What a list of orders needs. */
export type OrderSummary = Readonly<{
  id: string
  number: string
  status: OrderStatus
  total: Money
  placedAt: string
  lines: readonly { name: string; quantity: number }[]
}>

/** How often a part was looked at on a day of the shop, and how often it did not work. */
export type StatusDay = Readonly<{ day: string; checks: number; failed: number }>

export type StatusPart = Readonly<{ part: string; name: string; ok: boolean; days: readonly StatusDay[] }>

/** A time in which a part did not work; `endedAt` is null while it lasts. */
export type Incident = Readonly<{ part: string; name: string; beganAt: string; endedAt: string | null }>

/** How the shop is and was. `isSilent` when nobody has looked for longer than there is between two checks. */
export type Status = Readonly<{
  checkedAt: string | null
  isSilent: boolean
  parts: readonly StatusPart[]
  incidents: readonly Incident[]
}>
