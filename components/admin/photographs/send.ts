import { largestFile, type PictureType, pictureProblem, readPictureType } from '#components/admin/photographs/type.ts'

/** The first bytes of a file to read. Enough for the header even behind a large preview in the metadata. */
const headerBytes = 256 * 1024

/** Gives the type of a file, or the reason why it is refused. */
export async function inspect(file: File): Promise<{ type: PictureType } | { problem: string }> {
  const start = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer())
  const problem = pictureProblem(start, file.size)
  const type = readPictureType(start)
  return problem || !type ? { problem: problem ?? 'This file is not an image.' } : { type }
}

/**
 * Uploads a file directly to storage, to a signed URL: a PUT with the bytes as the body, like `uploadToSignedUrl` of
 * storage-js. Uses XMLHttpRequest, because `fetch` reports no upload progress.
 * @param onProgress called with a fraction from 0 to 1
 * @throws Error with a message for people
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
      // 409: the file arrived before, and only the answer was lost.
      if (refusal === '409') return resolve()
      reject(new Error(explain(refusal)))
    }
    request.onerror = () => reject(new Error('The connection was lost. Please try again.'))
    request.send(file)
  })
}

function explain(code: string): string {
  if (code === '413') return `The file is larger than ${largestFile / 1024 / 1024} MB.`
  if (code === '415') return 'Storage does not accept this type of file.'
  return 'The upload failed. Try again in a moment.'
}

function readRefusal(text: string): string {
  try {
    const { statusCode } = JSON.parse(text) as { statusCode?: string }
    return statusCode ?? ''
  } catch {
    return ''
  }
}
