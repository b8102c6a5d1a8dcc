// `npm run doctor` examines a store's environment and its services, changes nothing, and says what is unsafe or broken.
// It reads the variables of .env.example, and SUPABASE_DATABASE_URL (the session pooler's address) to examine the database.
// Without SITE_URL it examines the store that runs on this machine; `--data <path>` is the directory of its data.
// The exit code is 1 when a check refuses something.
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { examine, type Finding, type Place } from '#scripts/doctor/check.ts'
import { checks } from '#scripts/doctor/checks.ts'
import { openPlace, readValues } from '#scripts/doctor/place.ts'

/** The findings as lines of text. */
export function describe(findings: readonly Finding[], place: Pick<Place, 'env'>): string[] {
  const of = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind)
  const refused = of('refused')
  const unchecked = Map.groupBy(of('unchecked'), ({ sentence }) => sentence)
  const done = checks.length - of('unchecked').length
  const harmless = checks.filter((check) => check.harmless).map(({ name }) => name)
  const [known, notes] = [true, false].map((wanted) =>
    of('note')
      .filter(({ check }) => harmless.includes(check) === wanted)
      .map(({ sentence, check }) => `  · ${sentence} [${check}]`),
  ) as [string[], string[]]
  return [
    ...refused.map(({ sentence, check }) => `✗ ${sentence} [${check}]`),
    ...[...unchecked].map(
      ([sentence, all]) => `? Not checked: ${all.map(({ check }) => check).join(', ')}. ${sentence}`,
    ),
    ...(known.length > 0 ? ['Good to know:', ...known] : []),
    ...(notes.length > 0 ? ['Fine here, and refused at a public address:', ...notes] : []),
    refused.length === 0
      ? `${place.env.SITE_URL}: ${done} checks, nothing is refused.`
      : `${place.env.SITE_URL}: ${done} checks, ${refused.length} refused.`,
  ]
}

/** Examines a store and prints what it finds; true when nothing is refused. */
export async function diagnose(values: Place['values'], say: (line: string) => void): Promise<boolean> {
  const place = openPlace(values)
  try {
    const findings = await examine(place, checks)
    for (const line of describe(findings, place)) say(line)
    return findings.every(({ kind }) => kind !== 'refused')
  } finally {
    await place.close()
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string', default: '.nightlight' } } })
  const directory = resolve(join(import.meta.dirname, '..'), values.data)
  const isWell = await diagnose(await readValues(process.env, directory), console.log)
  process.exitCode = isWell ? 0 : 1
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
