import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type CatalogueProduct = {
  slug: string
  sku: string
  name: string
  category: string
  collection: string
  tagline: string
  description: string
  materials: string[]
  dimensions_mm: Record<string, number>
  weight_g: number
  light: Record<string, string | number | boolean>
  price_cents: number
  finishes: { slug: string; name: string; hex: string; sku: string; stock: number; photo: string | null }[]
  tags: string[]
  care: string[]
  year: number
  photos: { on: string; off: string; detail?: string }
  alt: { on: string; off: string }
  reviews: { author: string; rating: number; title: string; body: string; date: string; verified: boolean }[]
}

export type Catalogue = {
  categories: { slug: string; name: string; intro: string }[]
  collections: { slug: string; name: string; intro: string; hex: string }[]
  products: CatalogueProduct[]
  scenes: {
    file: string
    off: string
    dark?: string
    alt: string
    layers?: { slug: string; file: string }[]
    hotspots: { slug: string; x: number; y: number; finish?: string }[]
  }[]
}

/** A photograph of the catalogue and its subject. */
export type CataloguePhotograph = {
  file: string
  role: 'off' | 'on' | 'detail' | 'finish' | 'dark' | 'layer'
  alt: string
  position: number
  product?: string
  finish?: string
  scene?: string
}

/** The folder of the photographs. */
export const photographs = join(import.meta.dirname, 'photographs')

/** Reads the catalogue from the file beside this one. */
export function readCatalogue(): Catalogue {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'catalogue.json'), 'utf8')) as Catalogue
}

/** Returns the slug of a scene: `scene-1` for `scene-1.jpg`. */
export const sceneSlug = (scene: { file: string }) => scene.file.replace('.jpg', '')

/** Lists every photograph of the catalogue, first those that pages show first. */
export function listPhotographs(catalogue: Catalogue): CataloguePhotograph[] {
  const ofScenes = catalogue.scenes.flatMap((scene) => {
    const common = { alt: scene.alt, scene: sceneSlug(scene) }
    return [
      { ...common, file: scene.off, role: 'off' as const, position: 0 },
      { ...common, file: scene.file, role: 'on' as const, position: 1 },
      ...(scene.dark ? [{ ...common, file: scene.dark, role: 'dark' as const, position: 2 }] : []),
      ...(scene.layers ?? []).map((layer, index) => ({
        ...common,
        file: layer.file,
        role: 'layer' as const,
        position: 3 + index,
        alt: catalogue.products.find((product) => product.slug === layer.slug)?.alt.on ?? scene.alt,
      })),
    ]
  })
  return [...catalogue.products.flatMap(ofProduct), ...ofScenes]
}

function ofProduct(product: CatalogueProduct): CataloguePhotograph[] {
  const { on, off, detail } = product.photos
  const finishOf = (file: string) => product.finishes.find((finish) => finish.photo === file)?.slug
  const base = { product: product.slug }
  const onFinish = finishOf(on)
  return [
    { ...base, file: off, role: 'off', alt: product.alt.off, position: 0 },
    { ...base, file: on, role: 'on', alt: product.alt.on, position: 1, ...(onFinish ? { finish: onFinish } : {}) },
    ...(detail
      ? [{ ...base, file: detail, role: 'detail' as const, alt: `${product.name}, seen from close`, position: 2 }]
      : []),
    ...product.finishes.flatMap((finish, index) =>
      finish.photo && finish.photo !== on
        ? [
            {
              ...base,
              file: finish.photo,
              role: 'finish' as const,
              alt: `${product.name} in ${finish.name}, switched on at dusk`,
              position: 3 + index,
              finish: finish.slug,
            },
          ]
        : [],
    ),
  ]
}
