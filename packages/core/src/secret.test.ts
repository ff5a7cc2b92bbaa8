import { Console } from "node:console";
import { Writable } from "node:stream";
import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

const VALUE = "open sesame";

/** Everything by which a value usually gets into a log, an answer or an error. */
const leaks: Record<string, (secret: Secret) => string> = {
  "JSON.stringify": (secret) => JSON.stringify({ secret, list: [secret] }),
  "a template": (secret) => `${secret}`,
  "String()": String,
  concatenation: (secret) => `x${[secret].join()}`,
  toString: (secret: Secret) => secret.toString(),
  toLocaleString: (secret: Secret) => secret.toLocaleString(),
  valueOf: (secret: Secret) => String(secret.valueOf()),
  "util.inspect": (secret) => inspect(secret),
  "util.inspect of what holds it": (secret) =>
    inspect({ deep: { er: [secret, new Map([[secret, secret]])] } }, { depth: 9 }),
  "util.inspect with hidden members": (secret) => inspect(secret, { showHidden: true, getters: true }),
  "util.inspect without custom functions": (secret) =>
    inspect(secret, { customInspect: false, showHidden: true }),
  "util.format": (secret) => format("%s %o %O %j %d", secret, secret, secret, secret, secret),
  "an error's message": (secret) => String(new Error(`Not ${secret}`)),
  "an error's cause": (secret) => inspect(new Error("Not this", { cause: secret })),
  "Object.entries": (secret) =>
    JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret), { ...secret }]),
  structuredClone: (secret) => inspect(structuredClone({ secret })),
};

describe("Secret", () => {
  it("reveals its value to whoever asks for it by name", () => {
    expect(new Secret(VALUE).reveal()).toBe(VALUE);
  });

  it.each(Object.entries(leaks))("hides from %s", (_name, leak) => {
    expect(leak(new Secret(VALUE))).not.toContain(VALUE);
  });

  it("says that something is hidden", () => {
    expect(JSON.stringify({ password: new Secret(VALUE) })).toBe('{"password":"[secret]"}');
    expect(inspect(new Secret(VALUE))).toBe("[secret]");
  });

  it("hides from console.log", () => {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        done();
      },
    });
    const console = new Console(stream, stream);
    console.log(new Secret(VALUE), [new Secret(VALUE)]);
    console.error(new Error("failed", { cause: new Secret(VALUE) }));
    console.table([{ secret: new Secret(VALUE) }]);
    expect(written.join("")).toContain("[secret]");
    expect(written.join("")).not.toContain(VALUE);
  });
});
