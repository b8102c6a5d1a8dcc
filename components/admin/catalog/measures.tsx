import { AdminInput, AdminSelect } from '#components/admin/fields.tsx'
import type { AdminProduct } from '#shop/catalog/admin-types.ts'

type Errors = (field: string) => string | undefined
const sides = ['Height', 'Diameter', 'Width', 'Depth'] as const

type SizeFieldsProps = {
  product: Pick<AdminProduct, 'dimensions' | 'weightGrams'>
  editable: boolean
  error: Errors
}

/** The dimensions and weight of a lamp. A dimension that it does not have stays empty. */
export function SizeFields({ product, editable, error }: SizeFieldsProps) {
  return (
    <fieldset disabled={!editable}>
      <legend>Dimensions and weight</legend>
      <div className="admin-fields narrow">
        {sides.map((side) => (
          <AdminInput
            key={side}
            id={`side${side}`}
            name={`side${side}`}
            label={`${side}, mm`}
            inputMode="numeric"
            defaultValue={product.dimensions[side.toLowerCase()] ?? ''}
            error={error(`side${side}`)}
          />
        ))}
        <AdminInput
          id="weightGrams"
          name="weightGrams"
          label="Weight, g"
          inputMode="numeric"
          defaultValue={product.weightGrams || ''}
          error={error('weightGrams')}
        />
      </div>
    </fieldset>
  )
}

const numbers = [
  ['lightWatts', 'Power, W', 'watts'],
  ['lightLumens', 'Brightness, lm', 'lumens'],
  ['lightKelvin', 'Colour temperature, K', 'kelvin'],
  ['lightCri', 'Colour rendering, CRI', 'cri'],
] as const
const texts = [
  ['lightIp', 'IP rating', 'ip'],
  ['lightSource', 'Light source', 'source'],
  ['lightControl', 'Control', 'control'],
  ['lightPower', 'Power supply', 'power'],
] as const

type LightFieldsProps = { light: AdminProduct['light']; editable: boolean; error: Errors }

/** The light of a lamp. */
export function LightFields({ light, editable, error }: LightFieldsProps) {
  return (
    <fieldset disabled={!editable}>
      <legend>Light</legend>
      <div className="admin-fields narrow">
        {numbers.map(([id, label, name]) => (
          <AdminInput
            key={id}
            id={id}
            name={id}
            label={label}
            inputMode="decimal"
            defaultValue={light.source ? light[name] : light[name] || ''}
            error={error(id)}
          />
        ))}
        <AdminSelect
          id="lightDimmable"
          name="lightDimmable"
          label="Dimmable"
          defaultValue={light.dimmable ? 'yes' : 'no'}
          options={[
            ['yes', 'Yes'],
            ['no', 'No'],
          ]}
          error={error('lightDimmable')}
        />
        {texts.map(([id, label, name]) => (
          <AdminInput key={id} id={id} name={id} label={label} defaultValue={light[name]} error={error(id)} />
        ))}
      </div>
    </fieldset>
  )
}
