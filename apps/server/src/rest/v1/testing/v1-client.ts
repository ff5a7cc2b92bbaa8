import { type Answer, ask } from "../../../../test/http-client.ts";
import { ALICE } from "./vectors/golden.ts";

export interface V1Question {
  readonly body?: unknown;
  /** null: the header is left out. */
  readonly headers?: Readonly<Record<string, string | string[] | null>>;
}

/** One of v1's clients: token and passphrase in its headers, JSON with every method but GET. */
export class V1Client {
  readonly #url: string;
  token = "";
  phrase: string;

  constructor(url: string, phrase: string = ALICE.phrase) {
    this.#url = url;
    this.phrase = phrase;
  }

  /** @param request method and address under /api/v1. */
  ask(request: string, { body, headers }: V1Question = {}): Promise<Answer> {
    const [method = "", path = ""] = request.split(" ", 2);
    const usual = {
      "content-type": ["GET", "HEAD", "OPTIONS"].includes(method) ? null : "application/json",
      "x-opp-jwt": this.token || null,
      // Node writes each character of a header as one byte.
      "x-opp-phrase": Buffer.from(this.phrase, "utf8").toString("latin1"),
    };
    const sent = Object.entries<string | string[] | null>({ ...usual, ...headers });
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return ask(`${this.#url}/api/v1${path}`, {
      method,
      // An empty list: the HTTP client would add a content type of its own.
      headers: Object.fromEntries(sent.map(([name, value]) => [name, value ?? []])),
      ...(text !== undefined && { body: Buffer.from(text) }),
    });
  }

  /** The answer's body; fails the test on any status but 200. */
  async must(request: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await this.ask(request, { body });
    if (answer.status !== 200) throw new Error(`${request} answered ${answer.status}: ${answer.text}`);
    const answered: Record<string, unknown> = Object(answer.json());
    return answered;
  }

  async register({ username, password, phrase }: Record<"username" | "password" | "phrase", string> = ALICE) {
    this.phrase = phrase;
    await this.must("PUT /user", { username, password, phrase });
    await this.logIn({ username, password });
  }

  async logIn(credentials: { username: string; password: string; exp_delta?: unknown }): Promise<void> {
    const { access_token } = await this.must("POST /auth", credentials);
    this.token = String(access_token);
  }
}
