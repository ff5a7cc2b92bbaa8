/** Ids of the KDBX format, as KeePass' page "KDBX File Format Specification" gives them. */
export const SIGNATURE = 0x9aa2d903;
export const KDBX_SIGNATURE = 0xb54bfb67;
export const KEEPASS_1_SIGNATURE = 0xb54bfb65;

export const HEADER_FIELD = {
  end: 0,
  cipher: 2,
  compression: 3,
  masterSeed: 4,
  transformSeed: 5,
  transformRounds: 6,
  iv: 7,
  streamKey: 8,
  startBytes: 9,
  streamCipher: 10,
  kdf: 11,
} as const;

export const CIPHER = {
  aes: "31c1f2e6bf714350be5805216afc5aff",
  chacha20: "d6038a2b8b6f4cb5a524339a31dbb59a",
  twofish: "ad68f29f576f4bb9a36ad47af965346c",
} as const;

export const KDF = {
  aes: "c9d9f39a628a4460bf740d08c18a4fea",
  /** A second id that KeePassXC writes. */
  aesToo: "7c02bb8279a74ac0927d114a00648238",
  argon2d: "ef636ddf8c29444b91f7a9a403e30a0c",
  argon2id: "9e298b1956db4773b23dfc3ec6f0a1e6",
} as const;

export const INNER_FIELD = { end: 0, streamCipher: 1, streamKey: 2, binary: 3 } as const;

export const STREAM_CIPHER = { none: 0, salsa20: 2, chacha20: 3 } as const;
