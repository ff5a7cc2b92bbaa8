import { describe, expect, it } from "vitest";
import { VaultClientError, type VaultClientOptions } from "../src/index.ts";
import { createVaultClient } from "../src/vault-client.ts";
import { answer, answerEach, hangUp, scriptedServer } from "./scripted-server.ts";

async function failureFrom(options: VaultClientOptions): Promise<VaultClientError> {
  const failure = await createVaultClient(options)
    .auth.logout.mutate()
    .then(
      () => null,
      (error: unknown) => error,
    );
  if (failure instanceof VaultClientError) return failure;
  throw new Error("The call was not refused by a VaultClientError.", { cause: failure });
}

describe("a server that can't be reached", () => {
  const messageFor = async (url: string) => {
    const failure = await failureFrom({ url });
    expect(failure.code).toBe("UNREACHABLE");
    return failure.message;
  };

  it("is one of several causes, each in its own words", async () => {
    await using plain = await scriptedServer(answerEach(() => ({})));
    await using closing = await scriptedServer(hangUp);
    const gone = await scriptedServer(hangUp);
    await gone[Symbol.asyncDispose]();
    expect(await messageFor(gone.url)).toMatch(/nothing listens there.*ECONNREFUSED/);
    expect(await messageFor(plain.url.replace("http:", "https:"))).toMatch(
      /doesn't accept an encrypted connection/,
    );
    expect(await messageFor(closing.url)).toMatch(/closed without an answer/);
  });

  it.each([
    ["ENOTFOUND", /no machine has the name vault\.example/],
    ["EAI_AGAIN", /can't be looked up at the moment/],
    ["ETIMEDOUT", /doesn't answer/],
    ["ENETUNREACH", /no way to it/],
    ["HPE_INVALID_CONSTANT", /isn't a web server/],
    ["CERT_HAS_EXPIRED", /isn't safe: its certificate has expired/],
    ["CERT_NOT_YET_VALID", /isn't valid yet. Check this machine's clock/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", /for another name than vault\.example/],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", /doesn't trust its certificate/],
    ["EWHATEVER", /Check the address and that it is running/],
  ])("is explained from the system's code %s, which the reason repeats", async (code, sentence) => {
    const cause = Object.assign(new Error("hunter2"), { code });
    const failure = await failureFrom({
      url: "https://vault.example",
      fetch: () => Promise.reject(new TypeError("fetch failed", { cause })),
    });
    expect(failure).toMatchObject({ code: "UNREACHABLE", reason: code });
    expect(failure.message).toMatch(sentence);
    expect(failure.message).not.toContain("hunter2");
  });

  it("isn't a program that is broken, which is named", async () => {
    await using server = await scriptedServer(answer(500, "<h1>hunter2</h1>"));
    const failure = await failureFrom({ url: server.url });
    expect(failure.code).toBe("UNEXPECTED");
    expect(failure.message).toMatch(/something is broken there \(status 500\)/);
    expect(failure.message).not.toContain("hunter2");
  });
});
