import { readFileSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** A value that may be in no file. */
export type Secret = { name: string; value: string }

/** The ways in which a secret may stand in a file. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  // In base64 the place of a text in its surroundings decides its letters: three forms, without the letters at both ends.
  const encoded = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  )
  return [
    ...new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), bytes.toString('hex')]),
    ...encoded,
  ]
}

/** The content of a file, and what it holds compressed. */
function contentsOf(file: string): Buffer[] {
  const bytes = readFileSync(file)
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [bytes, gunzipSync(bytes)]
  return file.endsWith('.br') ? [bytes, brotliDecompressSync(bytes)] : [bytes]
}

/**
 * Searches files for secrets: as they are, in base64, in hexadecimal, in a URL, and in compressed files.
 * @returns the name of each secret that was found, with its file
 */
export function findSecrets(files: readonly string[], secrets: readonly Secret[]): { name: string; file: string }[] {
  const wanted = secrets.flatMap(({ name, value }) => formsOf(value).map((form) => ({ name, form })))
  return files.flatMap((file) => {
    const contents = contentsOf(file)
    const found = wanted.filter(({ form }) => contents.some((content) => content.includes(form)))
    return [...new Set(found.map(({ name }) => name))].map((name) => ({ name, file }))
  })
}
