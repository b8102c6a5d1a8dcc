import type { Money } from '#lib/money.ts'
import type { Neighbours } from '#lib/place.ts'
import type { Light, Photograph } from '#shop/catalog/types.ts'

export type ProductStatus = 'draft' | 'active' | 'archived'

/** A category or a collection to choose from. */
export type Choice = Readonly<{ id: string; name: string; slug: string }>

/** A finish as staff edit it. */
export type AdminFinish = Readonly<{
  id: string
  slug: string
  name: string
  hex: string
  sku: string
  price: Money
  stock: number
  position: number
}>

/** A lamp as staff edit it, its finishes in order. */
export type AdminProduct = Readonly<{
  id: string
  slug: string
  sku: string
  name: string
  tagline: string
  description: string
  categoryId: string
  collectionId: string
  status: ProductStatus
  materials: readonly string[]
  care: readonly string[]
  tags: readonly string[]
  dimensions: Readonly<Record<string, number>>
  weightGrams: number
  light: Light
  year: number
  /** the maker's delivery time */
  leadDays: number
  /** changes with every edit, so that a save can detect an older version */
  updatedAt: string
  finishes: readonly AdminFinish[]
}>

/** A lamp as an editor saves it. */
export type ProductDraft = Omit<AdminProduct, 'id' | 'updatedAt' | 'finishes'>

/** A movement of a finish's stock. */
export type Movement = Readonly<{
  id: string
  quantity: number
  reason: 'received' | 'counted' | 'damaged' | 'taken' | 'returned'
  finish: string
  orderId: string | null
  at: string
}>

/** A lamp in the list of all lamps. */
export type ListedProduct = Readonly<{
  id: string
  slug: string
  name: string
  status: ProductStatus
  category: Readonly<{ slug: string; name: string }>
  updatedAt: string
  /** of the cheapest finish; null when there is none */
  price: Money | null
  stock: number
  photograph: Photograph | null
}>

/** Which lamps the list of all lamps shows, and in which order. Empty for no filter; `page` from 1. */
export type ProductFilter = Readonly<{
  q: string
  category: string
  status: string
  sort: 'shop' | 'name' | 'price' | 'stock' | 'updated'
}>

/** One page of the list of all lamps. */
export type ProductPage = Readonly<{
  products: readonly ListedProduct[]
  /** lamps that match the filter, and lamps there are; one more than `mostCounted` when there are more */
  total: number
  all: number
}> &
  Neighbours
