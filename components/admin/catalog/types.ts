import type { Light, Photograph, ProductCard } from '#shop/catalog/types.ts'

type Money = ProductCard['price']
export type ProductStatus = 'draft' | 'active' | 'archived'

/** A category or a collection to choose. */
export type Choice = Readonly<{ id: string; name: string; slug: string }>

export type EditedFinish = Readonly<{
  id: string
  slug: string
  name: string
  hex: string
  sku: string
  price: Money
  stock: number
}>

export type EditedProduct = Readonly<{
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
  leadDays: number
  updatedAt: string
  finishes: readonly EditedFinish[]
}>

export type Movement = Readonly<{
  id: string
  quantity: number
  reason: 'received' | 'counted' | 'damaged' | 'taken' | 'returned'
  finish: string
  orderId: string | null
  at: string
}>

export type ListedProduct = Readonly<{
  id: string
  slug: string
  name: string
  status: ProductStatus
  category: Readonly<{ slug: string; name: string }>
  updatedAt: string
  price: Money | null
  stock: number
  skus: readonly string[]
  photograph: Photograph | null
}>

/** What a lamp's form begins with before there is a lamp. */
export const newProduct = {
  slug: '',
  sku: '',
  name: '',
  tagline: '',
  description: '',
  categoryId: '',
  collectionId: '',
  status: 'draft',
  materials: [],
  care: [],
  tags: [],
  dimensions: {},
  weightGrams: 0,
  light: { source: '', watts: 0, lumens: 0, kelvin: 2700, cri: 90, dimmable: true, control: '', ip: 'IP20', power: '' },
  year: 0,
  leadDays: 21,
} as const
