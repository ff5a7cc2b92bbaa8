declare const brand: unique symbol;

/** A sealed envelope (docs/format.md): format version, key number, nonce, ciphertext and tag. Holds nothing in clear. */
export type Sealed = Uint8Array & { readonly [brand]: "Sealed" };

/** For bytes that come from the cipher or from a column that only ever holds what the cipher made. */
export const asSealed = (bytes: Uint8Array) => bytes as Sealed;

/** The number of the vault key that sealed this envelope, without opening it. */
export const sealedKeyNumber = (sealed: Sealed): number =>
  new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength).getUint32(1);
