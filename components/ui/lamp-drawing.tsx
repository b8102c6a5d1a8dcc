/**
 * Stands for a lamp that has no photograph yet: a drawing in the colour of a finish, lit where a photograph would be.
 * @param colour such as `#857a69`
 */
export function LampDrawing({ colour = 'var(--quiet)' }: { colour?: string | undefined }) {
  return (
    <svg viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" role="img" className="lamp-drawing">
      <title>No photograph yet</title>
      <path className="lamp-on" d="M22 46 2 100h76L58 46z" fill="var(--glow)" fillOpacity="0.35" />
      <path d="M40 0v22" stroke="currentColor" strokeWidth="0.75" />
      <path d="M32 22h16l12 24H20z" fill={colour} stroke="currentColor" strokeOpacity="0.5" strokeWidth="0.5" />
      <ellipse className="lamp-on" cx="40" cy="46" rx="20" ry="1.5" fill="var(--glow)" />
    </svg>
  )
}
