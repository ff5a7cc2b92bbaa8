/** Why a file isn't imported at all. */
export type RefusalReason =
  | "wrong-credentials"
  | "bad-key-file"
  | "account-encrypted"
  | "unsupported"
  | "too-costly"
  | "too-large"
  | "too-deep"
  | "damaged"
  | "unknown";

/** The whole file is refused. The message is for people: what is wrong and what to do, without a piece of the file's content. */
export class ImportRefusal extends Error {
  override readonly name = "ImportRefusal";
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, about: string) {
    super(about);
    this.reason = reason;
  }
}
