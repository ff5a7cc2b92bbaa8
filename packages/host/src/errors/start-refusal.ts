/** What is to blame: the configuration, what the database holds, or that it can't be reached now. */
export type RefusalKind = "configuration" | "database" | "unreachable";

/** Why the server doesn't start: each problem says what is wrong and what to write instead. Holds no secret. */
export class StartRefusal extends Error {
  readonly problems: readonly string[];
  readonly kind: RefusalKind;

  constructor(problems: readonly string[], kind: RefusalKind = "configuration") {
    super(problems.join("\n"));
    this.name = "StartRefusal";
    this.problems = problems;
    this.kind = kind;
  }
}

/** Collects what several steps refuse, so that all problems come together. */
export class Refusals {
  readonly #problems: string[] = [];

  /** @returns null where the step refused. */
  try<T>(step: () => T): T | null {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof StartRefusal)) throw error;
      this.#problems.push(...error.problems);
      return null;
    }
  }

  /** @throws StartRefusal */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new StartRefusal(this.#problems);
  }
}
