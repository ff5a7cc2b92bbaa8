/** Why a database can't be moved from or to where it was asked: a sentence for a person. Nothing was changed. */
export class MoveError extends Error {
  readonly fault: "in-use" | "not-empty" | "older";

  constructor(fault: MoveError["fault"], sentence: string) {
    super(`${sentence} Nothing was moved.`);
    this.name = "MoveError";
    this.fault = fault;
  }
}
