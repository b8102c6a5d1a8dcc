const encoder = new TextEncoder()

/** Derives a key for one purpose from a long secret (HKDF, RFC 5869). A text sealed for one purpose opens for no other. */
async function keyFor(secret: string, purpose: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey'])
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(purpose) }
  return crypto.subtle.deriveKey(parameters, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Encrypts a text (AES-256-GCM), so that nobody without the secret can read or change it. Returns base64url. */
export async function seal(secret: string, purpose: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await keyFor(secret, purpose)
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, encoder.encode(text)))
  return toBase64url(new Uint8Array([...iv, ...sealed]))
}

/** Decrypts a text that was sealed with this secret for this purpose; null for everything else. */
export async function openSealed(secret: string, purpose: string, sealed: string): Promise<string | null> {
  try {
    const bytes = fromBase64url(sealed)
    const parameters = { name: 'AES-GCM', iv: bytes.subarray(0, 12) }
    const opened = await crypto.subtle.decrypt(parameters, await keyFor(secret, purpose), bytes.subarray(12))
    return new TextDecoder().decode(opened)
  } catch {
    return null
  }
}

/** Hashes a text with the secret (HMAC-SHA-256). Returns hexadecimal digits. */
export async function fingerprint(secret: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0))
}
