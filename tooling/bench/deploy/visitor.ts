import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";
import { SECRETS } from "../vault-session.ts";
import { CERTIFICATE } from "./example.ts";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Someone who uses the vault through a proxy with TLS. Nothing is asked twice: what fails has failed. */
export interface Visitor extends AsyncDisposable {
  ask(path: string, question?: { method?: string; body?: string | Buffer; type?: string }): Promise<Reply>;
  /** A procedure's data. @throws Error unless 200 */
  call(procedure: string, input?: object): Promise<unknown>;
  /** Opens the stream of events: hears each piece, and that it ended. @returns how to hang up */
  listen(hear: (text: string) => void, ended: () => void): () => void;
  /** Creates the account, and logs in. */
  enter(username: string): Promise<void>;
  /** Logs in, with more headers in this and every later request. */
  enterAgain(username: string, more: Readonly<Record<string, string>>): Promise<void>;
}

export function createVisitor(origin: string): Visitor {
  const agent = new Agent({ keepAlive: true, ca: readFileSync(CERTIFICATE.cert) });
  let headers: Record<string, string> = {};

  const begin = (path: string, method: string, more: Record<string, string> = {}) =>
    request(origin + path, { agent, method, headers: { ...headers, ...more } });

  const ask: Visitor["ask"] = (path, { method, body, type = "application/json" } = {}) =>
    new Promise((resolve, reject) => {
      const length =
        body === undefined ? {} : { "content-type": type, "content-length": String(Buffer.byteLength(body)) };
      const sent = begin(path, method ?? (body === undefined ? "GET" : "POST"), length);
      sent.on("error", reject).on("response", (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
        });
        answer.on("error", reject);
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
      sent.end(body);
    });

  const call: Visitor["call"] = async (procedure, input) => {
    const { status, text } = await ask(
      `/api/trpc/${procedure}`,
      input === undefined ? {} : { body: JSON.stringify(input) },
    );
    if (status !== 200) throw new Error(`${procedure} answered ${status}: ${text.slice(0, 200)}`);
    return JSON.parse(text).result.data;
  };

  const logIn = async (username: string) => {
    const login = await call("auth.login", { username, ...SECRETS, expiresInSeconds: 3600 });
    headers = {
      ...headers,
      authorization: `Bearer ${String(Reflect.get(Object(login), "token"))}`,
      "x-opp-phrase-base64": Buffer.from(SECRETS.passphrase).toString("base64url"),
    };
  };

  return {
    ask,
    call,
    listen(hear, ended) {
      const sent = begin("/api/events", "GET");
      sent.on("error", ended).on("response", (answer) => {
        answer.setEncoding("utf8").on("data", hear).on("end", ended).on("error", ended);
      });
      sent.end();
      return () => sent.destroy();
    },
    async enter(username) {
      await call("auth.register", { username, ...SECRETS });
      await logIn(username);
    },
    async enterAgain(username, more) {
      headers = { ...headers, ...more };
      await logIn(username);
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
    },
  };
}
