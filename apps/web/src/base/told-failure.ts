/** A failure with its own sentence: neither the server nor the connection refused anything. */
export class ToldFailure extends Error {
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.name = "ToldFailure";
    this.code = code;
  }
}
