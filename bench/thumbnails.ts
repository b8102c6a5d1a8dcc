import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { project } from '#bench/last.ts'
import { cpuOf } from '#bench/processor.ts'
import { compare, type Result, type Say, type Taken, takeTurns } from '#bench/result.ts'
import { makePhotograph } from '#shop/photographs/decoder-pool.ts'

export const widths = [2400, 1920, 1280, 960, 640, 320, 160]
/** Photographs of one round: an even number, because two are made at once. */
const made = 6

/** A photograph of the catalogue with the pixels of a camera, and some of its noise. */
export async function drawOriginal(): Promise<Buffer> {
  const [width, height] = [4000, 3000]
  const noise = { type: 'gaussian', mean: 128, sigma: 6 } as const
  const grain = await sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer()
  const whole = await sharp(join(project, 'supabase', 'seed', 'photographs', 'regatta-on.jpg'))
    .resize(width, height, { fit: 'cover' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toBuffer()
  return whole
}

/** Measures the making of all WebP sizes of a photograph of 12 megapixels, beside libvips' own tool. */
export async function measureThumbnails(say: Say): Promise<Result[]> {
  const original = await drawOriginal()
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-bench-'))
  const file = join(directory, 'original.jpg')
  writeFileSync(file, original)
  const hasTool = spawnSync('vipsthumbnail', ['--vips-version']).status === 0
  if (!hasTool) say('vipsthumbnail is not installed, so its line is left out (libvips-tools)')
  try {
    const make = () => makePhotograph([original], ['webp'], async () => {})
    const sides = [
      {
        name: 'store',
        async take() {
          // Its decoders have ended while the others took their turn; their start is not the making.
          await Promise.all([make(), make()])
          return takeImages(make)
        },
      },
      { name: 'decoding alone', take: () => takeImages(() => sharp(original).raw().toBuffer()) },
      ...(hasTool ? [{ name: 'two vipsthumbnail', take: () => takeImages(() => runTool(file, directory)) }] : []),
    ]
    const taken = await takeTurns(sides, (line) => say(`12 megapixels to all WebP sizes ${line} images/s`))
    const what = { name: '12 megapixels to all WebP sizes, two at once', unit: 'images/s' } as const
    return sides.slice(1).map(({ name }) => compare({ ...what, limit: name }, taken.store ?? [], taken[name] ?? []))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Makes photographs, two at once. */
async function takeImages(make: () => Promise<unknown>): Promise<Taken> {
  const [began, worked] = [performance.now(), cpuOf([process.pid])]
  const lane = async () => {
    for (let count = 0; count < made / 2; count++) await make()
  }
  await Promise.all([lane(), lane()])
  const spent = worked === null ? null : (cpuOf([process.pid]) ?? worked) - worked
  return { value: made / ((performance.now() - began) / 1000), cpu: spent === null ? null : spent / made }
}

/** The tool makes one size in a run, with the settings of the store. */
async function runTool(file: string, directory: string): Promise<void> {
  for (const width of widths) {
    const output = join(directory, `${randomUUID()}.webp[Q=80,effort=2,strip]`)
    const child = spawn('vipsthumbnail', [file, '--size', `${width}x`, '-o', output], { stdio: 'inherit' })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error('vipsthumbnail failed.')
  }
}
