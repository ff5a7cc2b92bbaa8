import { appRouter } from "@opp/api/routers/app-router";
import { type Answer, ask, type Question } from "./http-client.ts";

/** Someone with an account and a session, who calls procedures by their names over real HTTP. */
export class Person {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
  token = "";

  private constructor(url: string, username: string) {
    this.url = url;
    this.username = username;
    this.password = `password of ${username}`;
    this.passphrase = `passphrase of ${username}`;
  }

  static async register(url: string, username: string): Promise<Person> {
    const person = new Person(url, username);
    const { password, passphrase } = person;
    await person.must("auth.register", { username, password, passphrase });
    await person.logIn();
    return person;
  }

  async logIn(): Promise<void> {
    const { username, password, passphrase } = this;
    const { token } = (await this.must("auth.login", {
      username,
      password,
      passphrase,
      expiresInSeconds: 3600,
    })) as { token: string };
    this.token = token;
  }

  /** The same session at another address, as after a restart. */
  at(url: string): Person {
    return Object.assign(new Person(url, this.username), { token: this.token });
  }

  get headers(): Record<string, string> {
    return {
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      "x-opp-phrase-base64": Buffer.from(this.passphrase, "utf8").toString("base64url"),
    };
  }

  /** Whatever the server answers. */
  call(procedure: string, input?: unknown, headers: Question["headers"] = this.headers): Promise<Answer> {
    return callProcedure(this.url, procedure, input, headers);
  }

  /** The procedure's answer; fails the test on any other. */
  async must(procedure: string, input?: unknown): Promise<unknown> {
    const answer = await this.call(procedure, input);
    if (answer.status !== 200) throw new Error(`${procedure} answered ${answer.status}: ${answer.text}`);
    return (answer.json() as { result: { data: unknown } }).result.data;
  }
}

/** Queries go by GET and mutations by POST, as the typed client sends them. */
export function callProcedure(
  url: string,
  procedure: string,
  input: unknown,
  headers: Question["headers"] = {},
): Promise<Answer> {
  const json = JSON.stringify(input);
  if (typeOf(procedure) === "query") {
    const query = json === undefined ? "" : `?input=${encodeURIComponent(json)}`;
    return ask(`${url}/api/trpc/${procedure}${query}`, { headers });
  }
  return ask(`${url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: json ?? "",
  });
}

function typeOf(procedure: string): string {
  const found = Object.entries(appRouter._def.procedures).find(([name]) => name === procedure)?.[1] as
    | { _def: { type: string } }
    | undefined;
  return found?._def.type ?? "query";
}
