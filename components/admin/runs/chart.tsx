const [width, height, gap] = [144, 28, 1]

/** The runs of each part of a time, as small bars; the failed ones stand below in the colour of what is wrong. */
export function RunChart({ buckets, hours }: { buckets: readonly (readonly [number, number])[]; hours: number }) {
  const most = Math.max(1, ...buckets.map(([runs]) => runs))
  const step = width / Math.max(1, buckets.length)
  const total = buckets.reduce((sum, [runs]) => sum + runs, 0)
  const failed = buckets.reduce((sum, [, wrong]) => sum + wrong, 0)
  const label = `${total} runs in ${hours} hours, ${failed} of them failed`
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      className="run-chart"
    >
      {buckets.map(([runs, wrong], index) => {
        const [all, bad] = [Math.max(runs > 0 ? 2 : 0, (runs / most) * height), (wrong / most) * height]
        const place = { x: index * step, width: step - gap }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place
          <g key={index}>
            <rect {...place} y={height - all} height={all} />
            {wrong > 0 && <rect {...place} y={height - Math.max(2, bad)} height={Math.max(2, bad)} className="wrong" />}
          </g>
        )
      })}
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
    </svg>
  )
}
