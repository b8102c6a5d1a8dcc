'use client'

import type { FormEvent } from 'react'
import { DeskAnswer, errorOf } from '#components/admin/product-answer.tsx'
import { DeskInput, DeskSelect, DeskText } from '#components/admin/product-fields.tsx'
import { LightFields, SizeFields } from '#components/admin/product-measures.tsx'
import { suggestSlug } from '#components/admin/product-slug.ts'
import { type SlugCheck, SlugField } from '#components/admin/product-slug-field.tsx'
import type { Choice, EditedProduct } from '#components/admin/product-types.ts'
import { type Action, useAction } from '#components/use-action.ts'

export type ProductFormProps = {
  /** without an id it is a lamp that is not there yet */
  product: Omit<EditedProduct, 'id' | 'updatedAt' | 'finishes'> & { id?: string; updatedAt?: string }
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

/** Everything a lamp says about itself. What was typed stays when it cannot be saved. */
export function ProductForm({ product, categories, collections, editable, save, checkSlug }: ProductFormProps) {
  const { state, pending, form } = useAction(save)
  const isNew = product.id === undefined
  const error = (field: string) => errorOf(state, field)
  const chosen = (choices: readonly Choice[]) =>
    [...(isNew ? [{ id: '', name: 'Choose …' }] : []), ...choices].map(({ id, name }) => [id, name] as const)

  /** A new lamp is addressed by its name, until somebody writes an address. */
  function suggest(event: FormEvent<HTMLInputElement>) {
    const slug = event.currentTarget.form?.elements.namedItem('slug')
    if (!isNew || !(slug instanceof HTMLInputElement) || (slug.value && slug.value !== slug.dataset.suggested)) return
    slug.value = suggestSlug(event.currentTarget.value)
    slug.dataset.suggested = slug.value
    slug.dispatchEvent(new Event('input', { bubbles: true }))
  }

  return (
    <form className="desk-form" data-preview="product" aria-label="Lamp" {...form}>
      {product.id && <input type="hidden" name="productId" value={product.id} />}
      {product.updatedAt && <input type="hidden" name="updatedAt" value={product.updatedAt} />}
      <fieldset disabled={!editable} className="desk-fields">
        <DeskInput
          id="name"
          name="name"
          label="Name"
          defaultValue={product.name}
          onInput={suggest}
          error={error('name')}
          maxLength={120}
        />
        <SlugField slug={product.slug} productId={product.id ?? null} error={error('slug')} checkSlug={checkSlug} />
        <DeskInput
          id="sku"
          name="sku"
          label="SKU"
          defaultValue={product.sku}
          error={error('sku')}
          hint="Such as NL-PORC-01."
        />
        <DeskInput
          id="tagline"
          name="tagline"
          label="Tagline"
          wide
          defaultValue={product.tagline}
          error={error('tagline')}
          maxLength={200}
        />
        <DeskText
          id="description"
          name="description"
          label="Description"
          wide
          rows={5}
          defaultValue={product.description}
          error={error('description')}
        />
        <DeskSelect
          id="categoryId"
          name="categoryId"
          label="Category"
          defaultValue={product.categoryId}
          options={chosen(categories)}
          error={error('categoryId')}
        />
        <DeskSelect
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
          <DeskSelect
            key={product.status}
            id="status"
            name="status"
            label="Status"
            defaultValue={product.status}
            options={statuses}
            error={error('status')}
          />
        )}
        <DeskInput
          id="year"
          name="year"
          label="Year"
          inputMode="numeric"
          defaultValue={product.year || ''}
          error={error('year')}
        />
        <DeskInput
          id="leadDays"
          name="leadDays"
          label="Reordering takes, days"
          inputMode="numeric"
          defaultValue={product.leadDays}
          error={error('leadDays')}
          hint="From the order at the maker to the shelf."
        />
      </fieldset>
      <fieldset disabled={!editable}>
        <legend>Words, one entry per line</legend>
        <div className="desk-fields">
          <DeskText
            id="materials"
            name="materials"
            label="Materials"
            rows={4}
            defaultValue={product.materials.join('\n')}
            error={error('materials')}
          />
          <DeskText
            id="care"
            name="care"
            label="Care"
            rows={4}
            defaultValue={product.care.join('\n')}
            error={error('care')}
          />
          <DeskText
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
      <div className="desk-actions">
        <button type="submit" className="desk-button primary" disabled={!editable || pending}>
          {isNew ? 'Create draft' : 'Save lamp'}
        </button>
        <DeskAnswer state={state} pending={pending} />
      </div>
    </form>
  )
}
