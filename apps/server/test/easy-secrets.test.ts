import { describe, expect, it } from "vitest";
import { V1Client } from "../src/rest/v1/testing/v1-client.ts";
import { testServer } from "./test-server.ts";

const BOB = { username: "bob", password: "bob's password", passphrase: "bob's passphrase" };

describe("secrets that a login could find in a year", () => {
  it("are refused at registration and at each change, with the field and the reason", async () => {
    await using server = await testServer();
    const ada = await server.person();
    const { password } = ada;
    for (const [procedure, input, field] of [
      ["auth.register", { ...BOB, passphrase: "abcdef" }, "passphrase"],
      ["auth.register", { ...BOB, password: "password1" }, "password"],
      ["account.changePassword", { password, newPassword: "password1" }, "newPassword"],
      ["account.changePassphrase", { password, newPassphrase: "abcdef" }, "newPassphrase"],
      ["account.renewVaultKey", { password, newPassphrase: "abcdef" }, "newPassphrase"],
    ] as const) {
      const answer = await ada.call(procedure, input);
      expect([procedure, answer.status, answer.json()]).toMatchObject([
        procedure,
        400,
        { error: { message: expect.stringContaining("too easy to guess"), data: { details: { field } } } },
      ]);
    }
  });

  it("are refused by v1 as passwords; its passphrases keep their six characters", async () => {
    await using server = await testServer();
    const bob = new V1Client(server.url);
    const weak = await bob.ask("PUT /user", {
      body: { username: "bob", password: "password1", phrase: "123456" },
    });
    expect([weak.status, weak.text]).toEqual([400, expect.stringContaining("too easy to guess")]);
    await bob.register({ username: "test_user1", password: "test_password1", phrase: "123456" });
    expect(await bob.must("GET /items")).toEqual({ result: "success", items: [] });
    const body = {
      username: "test_user1",
      password: "test_password1",
      new_username: "",
      new_password: "password1",
    };
    expect((await bob.ask("POST /user", { body })).status).toBe(400);
  });
});
