import { crc32, deflateRawSync } from "node:zlib";

/** A file of a zip made for a test; what isn't given is true. */
export interface Packed {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  /** Sent instead of the packed content. */
  readonly packed?: Uint8Array;
  /** What the directory claims it unpacks to. */
  readonly claimedBytes?: number;
  readonly checksum?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Of Unix, with the kind of file. */
  readonly mode?: number;
}

/** A zip for tests; it can claim what is wrong. */
export function packZip(files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const {
    name,
    content,
    packed,
    claimedBytes,
    checksum,
    flags = 0x800,
    method = 8,
    mode = 0,
  } of files) {
    const rawName = Buffer.from(name);
    const raw = Buffer.from(content);
    const body = packed ?? deflateRawSync(raw);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(checksum ?? crc32(raw), 0);
    sizes.writeUInt32LE(body.length, 4);
    sizes.writeUInt32LE(claimedBytes ?? raw.length, 8);
    sizes.writeUInt16LE(rawName.length, 12);
    const shared = Buffer.alloc(10);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, sizes, rawName, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03"), shared, sizes, tail, rawName]));
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, entries, Buffer.from("PK\x05\x06"), end]);
}
