/** The initial values of the form of a new lamp. */
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
