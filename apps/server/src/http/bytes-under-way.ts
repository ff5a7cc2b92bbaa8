import { VaultError } from "@opp/core/errors";

const RETRY_AFTER_SECONDS = 2;

/** Counts the bytes of request bodies by owner, while their requests are under way. */
export class BytesUnderWay<Owner> {
  readonly #mostOfOne: number;
  readonly #byOwner = new Map<Owner, number>();

  constructor(mostOfOne: number) {
    this.#mostOfOne = mostOfOne;
  }

  /** @returns ends the count, once. @throws VaultError BUSY for an owner who would have too many. */
  add(owner: Owner, bytes: number): () => void {
    const before = this.#byOwner.get(owner) ?? 0;
    if (before + bytes > this.#mostOfOne)
      throw new VaultError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    this.#byOwner.set(owner, before + bytes);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#byOwner.get(owner) ?? 0) - bytes;
      if (left > 0) this.#byOwner.set(owner, left);
      else this.#byOwner.delete(owner);
    };
  }
}
