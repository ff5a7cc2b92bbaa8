const MIB = 1024 * 1024;

/**
 * What a file may ask for. Each is checked before the memory is taken, and again while reading, because a file can claim anything.
 * `…Bytes` in bytes, `…Chars` in UTF-16 code units.
 */
export const IMPORT_LIMITS = {
  fileBytes: 256 * MIB,
  textFileBytes: 128 * MIB,
  unpackedBytes: 512 * MIB,
  /** Unpacked to packed, beyond `freeUnpackedBytes`. */
  unpackedRatio: 200,
  freeUnpackedBytes: 16 * MIB,
  items: 100_000,
  categories: 10_000,
  rows: 200_000,
  attachmentsOfItem: 50,
  versionsRead: 1000,
  versionsKept: 20,
  notices: 10_000,
  zipEntries: 20_000,
  zipNameBytes: 1024,
  zipUnpackedBytes: 1024 * MIB,
  zipDataFileBytes: 256 * MIB,
  argon2KiB: 1024 * 1024,
  /** Memory times passes. */
  argon2WorkKiB: 16 * 1024 * 1024,
  argon2Lanes: 128,
  argon2SaltBytesMin: 8,
  argon2SaltBytesMax: 64,
  /** For Argon2 version 0x10, which runs in JavaScript. */
  oldArgon2KiB: 256 * 1024,
  oldArgon2WorkKiB: 1024 * 1024,
  aesKdfRounds: 200_000_000,
  pbkdf2Rounds: 10_000_000,
  scryptBytes: 256 * MIB,
  scryptParallel: 16,
  scryptWork: 2 ** 24,
  xmlDepth: 64,
  xmlGroupDepth: 64,
  xmlNameChars: 256,
  xmlAttributes: 16,
  xmlTextChars: 64 * MIB,
  keyFileBytes: MIB,
  jsonDepth: 64,
  jsonCommas: 20_000_000,
  /** Objects and lists, of which each takes more memory than its two characters. */
  jsonContainers: 3_000_000,
  csvRowChars: 4 * MIB,
  /** A quote that isn't closed by then is a plain character. */
  csvCellChars: 2 * MIB,
  csvColumns: 500,
  migrationLineChars: 64 * 1024,
  migrationCodes: 1000,
} as const;
