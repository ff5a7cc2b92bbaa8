declare const brand: unique symbol;

/** A sealed envelope (docs/format.md): format version, key number, nonce, ciphertext and tag. Holds nothing in clear. */
export type Sealed = Uint8Array & { readonly [brand]: "Sealed" };

/** For bytes that come from the cipher or from a column that only ever holds what the cipher made. */
export const asSealed = (bytes: Uint8Array) => bytes as Sealed;

/** The number of the vault key that sealed this envelope, without opening it. */
export const sealedKeyNumber = (sealed: Sealed): number =>
  // Bytes rather than a DataView: this runs for every record, and the view costs more than the number.
  (sealed[1] ?? 0) * 0x1000000 + (((sealed[2] ?? 0) << 16) | ((sealed[3] ?? 0) << 8) | (sealed[4] ?? 0));
