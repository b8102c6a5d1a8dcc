import type { Money } from '#lib/money.ts'
import type { Light, Photograph } from '#shop/catalog/types.ts'

export type ProductStatus = 'draft' | 'active' | 'archived'

/** A category or a collection to choose. */
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
  /** from an order at the maker until the lamps are here */
  leadDays: number
  /** changes with every edit, so that an edit of something older can be noticed */
  updatedAt: string
  finishes: readonly AdminFinish[]
}>

/** A lamp as an editor writes it. */
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
  /** that of the cheapest finish; null while there is none */
  price: Money | null
  stock: number
  skus: readonly string[]
  photograph: Photograph | null
}>
