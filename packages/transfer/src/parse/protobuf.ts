/** A field of a protobuf message: its number and its value, a number or the bytes of a text, a message or a byte string. */
export interface ProtobufField {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/** null: the bytes aren't a message, or they are cut off. Groups, which no current program writes, count as damage. */
export function readProtobuf(bytes: Uint8Array): readonly ProtobufField[] | null {
  const fields: ProtobufField[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (!tag) return null;
    at = tag.end;
    const number = Number(tag.value >> 3n);
    const wireType = Number(tag.value & 7n);
    if (wireType === 0) {
      const read = readVarint(bytes, at);
      if (!read) return null;
      fields.push({ number, value: read.value });
      at = read.end;
      continue;
    }
    const length = lengthOf(bytes, at, wireType);
    if (!length || length.start + length.bytes > bytes.length) return null;
    at = length.start + length.bytes;
    fields.push({ number, value: bytes.subarray(length.start, at) });
  }
  return fields;
}

function lengthOf(bytes: Uint8Array, at: number, wireType: number): { start: number; bytes: number } | null {
  if (wireType === 1) return { start: at, bytes: 8 };
  if (wireType === 5) return { start: at, bytes: 4 };
  const read = wireType === 2 ? readVarint(bytes, at) : null;
  return read && { start: read.end, bytes: Number(read.value) };
}

const VARINT_BYTES_MAX = 10;

function readVarint(bytes: Uint8Array, start: number): { value: bigint; end: number } | null {
  let value = 0n;
  for (let index = 0; index < VARINT_BYTES_MAX; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) return null;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), end: start + index + 1 };
  }
  return null;
}
