import { largestFile, type PictureType, pictureProblem, readPictureType } from '#components/admin/photographs/type.ts'

/** Enough for the header of a photograph with a large preview in its metadata. */
const headerBytes = 256 * 1024

/** The type of a file, or the sentence that says why it is not taken. */
export async function inspect(file: File): Promise<{ type: PictureType } | { problem: string }> {
  const start = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer())
  const problem = pictureProblem(start, file.size)
  const type = readPictureType(start)
  return problem || !type ? { problem: problem ?? 'This is not a picture.' } : { type }
}

/**
 * Sends a file straight to storage, at an address that was signed for it: a PUT of the bare bytes, as storage-js does in
 * `uploadToSignedUrl`. With XMLHttpRequest, because `fetch` does not say how far it is.
 * @param onProgress called with a fraction
 * @throws Error with a sentence for people
 */
export function send(
  url: string,
  file: File,
  type: PictureType,
  onProgress: (fraction: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('content-type', type)
    request.setRequestHeader('cache-control', 'max-age=3600')
    request.setRequestHeader('x-upsert', 'false')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      if (request.status < 300) return resolve()
      const refusal = readRefusal(request.responseText)
      // It arrived, and only the answer was lost.
      if (refusal === '409') return resolve()
      reject(new Error(explain(refusal)))
    }
    request.onerror = () => reject(new Error('The connection broke off. Nothing is lost; try again.'))
    request.send(file)
  })
}

function explain(code: string): string {
  if (code === '413') return `Storage takes at most ${largestFile / 1024 / 1024} MB.`
  if (code === '415') return 'Storage does not take files of this type.'
  return 'Storage did not take the file. Try again in a moment.'
}

function readRefusal(text: string): string {
  try {
    const { statusCode } = JSON.parse(text) as { statusCode?: string }
    return statusCode ?? ''
  } catch {
    return ''
  }
}
