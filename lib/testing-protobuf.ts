/** The fields of a Protobuf message, by number: https://protobuf.dev/programming-guides/encoding/. It knows no schema. */
export type Fields = Map<number, (bigint | Buffer)[]>

/** Reads one message. Nested messages, texts and bytes stay bytes. */
export function readMessage(bytes: Buffer): Fields {
  const fields: Fields = new Map()
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++)
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
  }
  const take = (length: number) => {
    if (at + length > bytes.length) throw new Error('The message ends too early.')
    at += length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const read: Record<number, () => bigint | Buffer> = { 0: varint, 1: () => take(8), 2: () => take(Number(varint())) }
    const value = read[tag & 7]?.()
    if (value === undefined) throw new Error(`There is no wire type ${tag & 7}.`)
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value])
  }
  return fields
}
