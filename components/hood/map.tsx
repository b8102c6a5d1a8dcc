import { type PlaceName, places, sizes, wires } from '#components/hood/places.ts'

const names = Object.keys(places) as PlaceName[]

/** The map of the store, once for wide screens and once for phones. What is awake carries `data-lit`. */
export function HoodMap() {
  return (
    <>
      <Drawing form="wide" />
      <Drawing form="narrow" />
    </>
  )
}

function Drawing({ form }: { form: keyof typeof sizes }) {
  const [width, height] = sizes[form]
  return (
    // The list below the map says the same in words.
    <svg viewBox={`0 0 ${width} ${height}`} className={`hood-map ${form}`} aria-hidden="true">
      <defs>
        <radialGradient id={`glow-${form}`}>
          <stop offset="0" stopColor="var(--glow)" stopOpacity="0.95" />
          <stop offset="0.35" stopColor="var(--glow)" stopOpacity="0.4" />
          <stop offset="1" stopColor="var(--glow)" stopOpacity="0" />
        </radialGradient>
      </defs>
      {wires.map(([from, to]) => {
        const [[x1, y1], [x2, y2]] = [places[from][form], places[to][form]]
        // A cable hangs a little.
        const bend = Math.min(36, Math.hypot(x2 - x1, y2 - y1) / 8)
        return (
          <path
            key={`${from} ${to}`}
            d={`M${x1} ${y1} Q${(x1 + x2) / 2} ${(y1 + y2) / 2 + bend} ${x2} ${y2}`}
            data-from={from}
            data-to={to}
          />
        )
      })}
      {names.map((name) => {
        const place = places[name]
        const [x, y] = place[form]
        return (
          <g
            key={name}
            data-place={name}
            className={'isFunction' in place ? 'function' : undefined}
            transform={`translate(${x} ${y})`}
          >
            <circle r="58" className="glow" fill={`url(#glow-${form})`} />
            <circle r="9" className="bulb" />
            <text y="30" textAnchor="middle">
              {place.name}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
