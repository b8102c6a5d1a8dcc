// Facets: what shoppers narrow a list by. supabase/migrations/*_facets.sql has their values.

/** In the order of the panel. They are parameters of an address: `?room=bedroom&room=study&price=-10000`. */
export const facetKeys = [
  'category',
  'collection',
  'room',
  'finish',
  'price',
  'power',
  'dimmable',
  'socket',
  'ip',
  'height',
] as const

/** Orders of a list beside the shop's own. */
export const sorts = ['price-up', 'price-down', 'newest'] as const
