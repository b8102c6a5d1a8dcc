'use client'

import type { FormEvent } from 'react'
import { AdminAnswer, errorOf } from '#components/admin/answer.tsx'
import { LightFields, SizeFields } from '#components/admin/catalog/measures.tsx'
import { suggestSlug } from '#components/admin/catalog/slug.ts'
import { type SlugCheck, SlugField } from '#components/admin/catalog/slug-field.tsx'
import { AdminInput, AdminSelect, AdminText } from '#components/admin/fields.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { AdminProduct, Choice } from '#shop/catalog/admin-types.ts'
import { shop } from '#shop.config.ts'

export type ProductFormProps = {
  /** a new lamp has no id yet */
  product: Omit<AdminProduct, 'id' | 'updatedAt' | 'finishes'> & { id?: string; updatedAt?: string }
  categories: readonly Choice[]
  collections: readonly Choice[]
  editable: boolean
  save: Action
  checkSlug: SlugCheck
}

const statuses = [
  ['draft', 'Draft: only staff see it'],
  ['active', 'Active: in the shop'],
  ['archived', 'Archived: out of the shop'],
] as const

/** The form of a lamp. When saving fails, the form keeps what was typed. */
export function ProductForm({ product, categories, collections, editable, save, checkSlug }: ProductFormProps) {
  const { state, pending, guarded } = useAction(save)
  const isNew = product.id === undefined
  const error = (field: string) => errorOf(state, field)
  const chosen = (choices: readonly Choice[]) =>
    [...(isNew ? [{ id: '', name: 'Choose …' }] : []), ...choices].map(({ id, name }) => [id, name] as const)

  /** Suggests a slug from the name of a new lamp, until somebody types one. */
  function suggest(event: FormEvent<HTMLInputElement>) {
    const slug = event.currentTarget.form?.elements.namedItem('slug')
    if (!isNew || !(slug instanceof HTMLInputElement) || (slug.value && slug.value !== slug.dataset.suggested)) return
    slug.value = suggestSlug(event.currentTarget.value)
    slug.dataset.suggested = slug.value
    slug.dispatchEvent(new Event('input', { bubbles: true }))
  }

  return (
    <form className="admin-form" data-preview="product" aria-label="Lamp" {...guarded}>
      {product.id && <input type="hidden" name="productId" value={product.id} />}
      {product.updatedAt && <input type="hidden" name="updatedAt" value={product.updatedAt} />}
      <fieldset disabled={!editable} className="admin-fields">
        <AdminInput
          id="name"
          name="name"
          label="Name"
          defaultValue={product.name}
          onInput={suggest}
          error={error('name')}
          maxLength={120}
        />
        <SlugField slug={product.slug} productId={product.id ?? null} error={error('slug')} checkSlug={checkSlug} />
        <AdminInput
          id="sku"
          name="sku"
          label="SKU"
          defaultValue={product.sku}
          error={error('sku')}
          hint={`Such as ${shop.orderPrefix}-PORC-01.`}
        />
        <AdminInput
          id="tagline"
          name="tagline"
          label="Tagline"
          wide
          defaultValue={product.tagline}
          error={error('tagline')}
          maxLength={200}
        />
        <AdminText
          id="description"
          name="description"
          label="Description"
          wide
          rows={5}
          defaultValue={product.description}
          error={error('description')}
        />
        <AdminSelect
          id="categoryId"
          name="categoryId"
          label="Category"
          defaultValue={product.categoryId}
          options={chosen(categories)}
          error={error('categoryId')}
        />
        <AdminSelect
          id="collectionId"
          name="collectionId"
          label="Collection"
          defaultValue={product.collectionId}
          options={chosen(collections)}
          error={error('collectionId')}
        />
        {isNew ? (
          <input type="hidden" name="status" value="draft" />
        ) : (
          <AdminSelect
            key={product.status}
            id="status"
            name="status"
            label="Status"
            defaultValue={product.status}
            options={statuses}
            error={error('status')}
          />
        )}
        <AdminInput
          id="year"
          name="year"
          label="Year"
          inputMode="numeric"
          defaultValue={product.year || ''}
          error={error('year')}
        />
        <AdminInput
          id="leadDays"
          name="leadDays"
          label="Lead time (days)"
          inputMode="numeric"
          defaultValue={product.leadDays}
          error={error('leadDays')}
          hint="From ordering at the maker to delivery here."
        />
      </fieldset>
      <fieldset disabled={!editable}>
        <legend>Lists, one entry per line</legend>
        <div className="admin-fields">
          <AdminText
            id="materials"
            name="materials"
            label="Materials"
            rows={4}
            defaultValue={product.materials.join('\n')}
            error={error('materials')}
          />
          <AdminText
            id="care"
            name="care"
            label="Care"
            rows={4}
            defaultValue={product.care.join('\n')}
            error={error('care')}
          />
          <AdminText
            id="tags"
            name="tags"
            label="Tags"
            rows={4}
            defaultValue={product.tags.join('\n')}
            error={error('tags')}
          />
        </div>
      </fieldset>
      <SizeFields product={product} editable={editable} error={error} />
      <LightFields light={product.light} editable={editable} error={error} />
      <div className="admin-actions">
        <button type="submit" className="admin-button primary" disabled={!editable || pending}>
          {isNew ? 'Create draft' : 'Save lamp'}
        </button>
        <AdminAnswer state={state} pending={pending} />
      </div>
    </form>
  )
}
