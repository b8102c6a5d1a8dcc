'use client'

import { useState } from 'react'
import { AdminAnswer, errorOf } from '#components/admin/answer.tsx'
import { AdminInput } from '#components/admin/fields.tsx'
import { ActionMessage } from '#components/ui/refusal.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import { signOf, writeDecimal } from '#lib/money.ts'
import type { AdminFinish } from '#shop/catalog/admin-types.ts'
import { shop } from '#shop.config.ts'

export type FinishActions = { addFinish: Action; saveFinish: Action; removeFinish: Action; moveFinish: Action }

type FinishesProps = {
  productId: string
  finishes: readonly AdminFinish[]
  editable: boolean
  actions: FinishActions
}

/** The finishes of a lamp, in the order of its page. Each has its own form. */
export function Finishes({ productId, finishes, editable, actions }: FinishesProps) {
  // A new key empties the form after a finish was added.
  const last = finishes.at(-1)?.id ?? 'first'
  return (
    <section className="admin-section" aria-labelledby="finishes">
      <h2 id="finishes">Finishes and prices</h2>
      <ul>
        {finishes.map((finish, index) => (
          <li key={finish.id} className="product-finish">
            <FinishForm
              productId={productId}
              finish={finish}
              editable={editable}
              save={actions.saveFinish}
              price={writeDecimal(finish.price)}
            />
            {editable && (
              <div className="admin-actions mt-3">
                <FinishButton
                  action={actions.moveFinish}
                  productId={productId}
                  finish={finish}
                  by="-1"
                  disabled={index === 0}
                />
                <FinishButton
                  action={actions.moveFinish}
                  productId={productId}
                  finish={finish}
                  by="1"
                  disabled={index === finishes.length - 1}
                />
                <FinishButton action={actions.removeFinish} productId={productId} finish={finish} />
              </div>
            )}
          </li>
        ))}
        {editable && (
          <li className="product-finish">
            <h3 className="mb-3">{finishes.length === 0 ? 'Add a finish' : 'Add another finish'}</h3>
            <FinishForm
              key={last}
              productId={productId}
              finish={null}
              editable
              save={actions.addFinish}
              price={finishes[0] ? writeDecimal(finishes[0].price) : ''}
            />
          </li>
        )}
      </ul>
      {finishes.length === 0 && !editable && <p>This lamp has no finish yet.</p>}
    </section>
  )
}

type FinishFormProps = {
  productId: string
  finish: AdminFinish | null
  editable: boolean
  save: Action
  price: string
}

function FinishForm({ productId, finish, editable, save, price }: FinishFormProps) {
  const { state, pending, guarded } = useAction(save)
  const [hex, setHex] = useState(finish?.hex ?? '#c9b79c')
  const of = `finish-${finish?.id ?? 'new'}`
  const error = (field: string) => errorOf(state, field)
  return (
    <form {...guarded} data-preview={finish ? 'finish' : undefined} aria-label={finish?.name ?? 'New finish'}>
      <input type="hidden" name="productId" value={productId} />
      {finish && <input type="hidden" name="finishId" value={finish.id} />}
      <fieldset disabled={!editable} className="admin-fields narrow">
        <AdminInput
          id={`${of}-name`}
          name="name"
          label="Finish"
          defaultValue={finish?.name}
          error={error('name')}
          maxLength={60}
        />
        <AdminInput
          id={`${of}-slug`}
          name="slug"
          label="Slug"
          defaultValue={finish?.slug}
          error={error('slug')}
          spellCheck={false}
        />
        <div className="admin-field">
          <label htmlFor={`${of}-hex`}>Colour</label>
          <div className="product-colour">
            <input
              type="color"
              className="admin-control"
              aria-label="Pick the colour"
              value={/^#[0-9a-f]{6}$/i.test(hex) ? hex : '#000000'}
              onChange={(event) => setHex(event.currentTarget.value)}
            />
            <input
              id={`${of}-hex`}
              name="hex"
              className="admin-control"
              aria-invalid={error('hex') ? true : undefined}
              aria-describedby={error('hex') ? `${of}-hex-error` : undefined}
              value={hex}
              onChange={(event) => setHex(event.currentTarget.value)}
              spellCheck={false}
            />
          </div>
          {error('hex') && (
            <p id={`${of}-hex-error`} className="wrong">
              {error('hex')}
            </p>
          )}
        </div>
        <AdminInput
          id={`${of}-sku`}
          name="sku"
          label="SKU"
          defaultValue={finish?.sku}
          error={error('sku')}
          spellCheck={false}
        />
        <AdminInput
          id={`${of}-price`}
          name="price"
          label={`Price, ${signOf(finish?.price.currency ?? shop.currency)}`}
          inputMode="decimal"
          defaultValue={price}
          error={error('price')}
          autoComplete="off"
        />
      </fieldset>
      <div className="admin-actions mt-3">
        <button type="submit" className="admin-button" disabled={!editable || pending}>
          {finish ? `Save ${finish.name}` : 'Add finish'}
        </button>
        <AdminAnswer state={state} pending={pending} />
      </div>
    </form>
  )
}

type FinishButtonProps = {
  action: Action
  productId: string
  finish: AdminFinish
  /** up or down; without it the button removes the finish */
  by?: '-1' | '1'
  disabled?: boolean
}

const words = { '-1': 'Move up', '1': 'Move down' } as const

function FinishButton({ action, productId, finish, by, disabled = false }: FinishButtonProps) {
  const { state, pending, form } = useAction(action)
  const word = by ? words[by] : 'Remove'
  return (
    <form {...form} className="contents">
      <input type="hidden" name="productId" value={productId} />
      <input type="hidden" name="finishId" value={finish.id} />
      {by && <input type="hidden" name="by" value={by} />}
      <button
        type="submit"
        className="admin-button"
        aria-label={`${word} ${finish.name}`}
        disabled={disabled || pending}
      >
        {word}
      </button>
      {state?.ok === false && (
        <p role="alert" className="admin-answer wrong">
          <ActionMessage state={state} />
        </p>
      )}
    </form>
  )
}
