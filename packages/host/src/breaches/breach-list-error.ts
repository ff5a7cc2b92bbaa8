/** What is wrong with a list of breached passwords: whole sentences, with what to do. Holds no password. */
export class BreachListError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BreachListError";
  }
}
