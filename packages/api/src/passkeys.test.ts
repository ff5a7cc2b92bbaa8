import { type AssertionJson, makePasskey } from "@opp/core/testing/authenticator";
import { openRaw } from "@opp/core/testing/owner";
import { describe, expect, it } from "vitest";
import { addAuthenticator } from "./testing/authenticator.ts";
import { addPasskey } from "./testing/passkeys.ts";
import { encodePassphrase, openTestApi, TEST_ORIGIN } from "./testing/test-api.ts";
import { callByPath } from "./testing/walk-router.ts";

type Made = Awaited<ReturnType<typeof addPasskey>>;

/** Refused as every other wrong one. */
const wrongFactor = { refused: { vaultCode: "SECOND_FACTOR_INCORRECT" } };

async function openWorld(traits: Parameters<typeof addPasskey>[1] = {}) {
  const api = await openTestApi({ policy: { defaultSessionSeconds: 86_400 } });
  const account = await api.account("ada");
  const made = await addPasskey(account, traits);
  const { username, password, passphrase } = account;
  return {
    api,
    account,
    made,
    secrets: { username, password, passphrase },
    logInWith: async ({ answer }: Pick<Made, "answer"> = made) => {
      const { challenge, rpId } = await api.caller().auth.passkeyOptions();
      const response = answer({ challenge, rpId, origin: TEST_ORIGIN });
      return api.caller().auth.passkeyLogIn({ response });
    },
    events: async () => (await account.call.account.activity()).events.map(({ kind }) => kind),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

/** What was asked for with a refusal, answered by the passkey. */
const answerTo = (
  refused: unknown,
  made: Made,
  given: Partial<Parameters<Made["answer"]>[0]> = {},
): AssertionJson => {
  const { challenge, rpId } = Reflect.get(Object(Reflect.get(Object(refused), "refused")), "details");
  return made.answer({ challenge, rpId, origin: TEST_ORIGIN, ...given });
};

describe("a passkey as a second factor", () => {
  it("is asked for after the right password only, by the names of the account's own", async () => {
    await using world = await openWorld({ use: "second-factor", verifies: false });
    const { api, account, made, secrets } = world;
    await account.call.secondFactor.require({ password: secrets.password, on: true });
    const wrong = await callByPath(api.caller(), "auth.login", { ...secrets, password: "wrong password" });
    expect(wrong).toMatchObject({ refused: { vaultCode: "CREDENTIALS_INCORRECT", details: {} } });
    const asked = await callByPath(api.caller(), "auth.login", secrets);
    expect(asked).toMatchObject({
      refused: {
        vaultCode: "SECOND_FACTOR_REQUIRED",
        details: { kinds: ["passkey"], credentialIds: [made.credentialId], rpId: "vault.example" },
      },
    });
    const secondFactor = { kind: "passkey" as const, response: answerTo(asked, made) };
    const { token } = await api.caller().auth.login({ ...secrets, secondFactor });
    expect(token).not.toBe("");
    expect(await callByPath(api.caller(), "auth.login", { ...secrets, secondFactor })).toMatchObject(
      wrongFactor,
    );
    expect((await world.events()).slice(0, 2)).toEqual(["second-factor-failed", "logged-in"]);
  });

  it("answers for its own account, its own login and its own page only", async () => {
    await using world = await openWorld();
    const { api, account, made, secrets } = world;
    await account.call.secondFactor.require({ password: secrets.password, on: true });
    const eve = await api.account("eve");
    const eves = await addPasskey(eve);
    const options = await api.caller().auth.passkeyOptions();
    const ask = () => callByPath(api.caller(), "auth.login", secrets);
    const responses = [
      answerTo(await ask(), eves),
      answerTo(await ask(), made, { origin: "https://vault.example:444" }),
      answerTo(await ask(), made, { challenge: options.challenge }),
      answerTo(await ask(), made, { crossOrigin: true }),
    ];
    for (const response of responses)
      expect(
        await callByPath(api.caller(), "auth.login", {
          ...secrets,
          secondFactor: { kind: "passkey", response },
        }),
      ).toMatchObject(wrongFactor);
    const elsewhere = api.caller({ host: "127.0.0.1:4600" });
    expect(await callByPath(elsewhere, "auth.login", secrets)).toMatchObject({
      refused: { vaultCode: "SECOND_FACTOR_REQUIRED", details: { kinds: [] } },
    });
  });

  it("lets the owner in where a hundred wrong codes have shut the authenticator app out", async () => {
    await using world = await openWorld();
    const { api, account, made, secrets } = world;
    const app = await addAuthenticator(api, account);
    using raw = openRaw(api.vault.databasePath);
    raw.exec(`UPDATE users SET code_failures = 100, code_failed_at = ${api.vault.deps.clock.now()}`);
    const code = { ...secrets, secondFactor: { kind: "totp", code: app.code() } };
    expect(await callByPath(api.caller(), "auth.login", code)).toMatchObject({
      refused: { vaultCode: "TOO_MANY_TRIES" },
    });
    const response = answerTo(await callByPath(api.caller(), "auth.login", secrets), made);
    const opened = await api.caller().auth.login({ ...secrets, secondFactor: { kind: "passkey", response } });
    expect(opened.secondFactor?.failures).toBe(100);
    expect(await callByPath(api.caller(), "auth.login", code)).toHaveProperty("ok");
    // A login by passkey is two factors by itself.
    expect(await world.logInWith()).toMatchObject({ user: { username: "ada" } });
  });

  it("steps a session up by a challenge of that session, which the account's others don't take", async () => {
    await using world = await openWorld();
    const { api, account, made, secrets } = world;
    await account.call.secondFactor.require({ password: secrets.password, on: true });
    const second = await world.logInWith();
    using raw = openRaw(api.vault.databasePath);
    raw.exec("UPDATE sessions SET proved_at = NULL");
    const other = api.caller({
      authorization: `Bearer ${second.token}`,
      "x-opp-phrase-base64": encodePassphrase(secrets.passphrase),
    });
    const input = { password: secrets.password };
    const asked = await callByPath(account.call, "account.renewRecoveryCode", input);
    const askedElsewhere = await callByPath(other, "account.renewRecoveryCode", input);
    const afterPassword = await callByPath(api.caller(), "auth.login", secrets);
    const stepUp = (response: AssertionJson) =>
      callByPath(account.call, "auth.stepUp", { secondFactor: { kind: "passkey", response } });
    expect(await stepUp(answerTo(askedElsewhere, made))).toMatchObject(wrongFactor);
    expect(await stepUp(answerTo(afterPassword, made))).toMatchObject(wrongFactor);
    expect(await stepUp(answerTo(asked, made))).toHaveProperty("ok");
    expect(await callByPath(account.call, "account.renewRecoveryCode", input)).toHaveProperty("ok");
    expect(await callByPath(other, "account.renewRecoveryCode", input)).toMatchObject({
      refused: { vaultCode: "SECOND_FACTOR_REQUIRED" },
    });
  });

  it("is the last that an account has to prove one with, and stays while a login asks for it", async () => {
    await using world = await openWorld();
    const { account, made, secrets } = world;
    const { password } = secrets;
    await account.call.secondFactor.require({ password, on: true });
    const removal = { id: made.id, password };
    expect(await callByPath(account.call, "passkeys.remove", removal)).toMatchObject({
      refused: { vaultCode: "NO_SECOND_FACTOR" },
    });
    expect((await account.call.secondFactor.renewSpareCodes({ password })).spareCodes).toHaveLength(10);
    await account.call.secondFactor.require({ password, on: false });
    expect(await callByPath(account.call, "passkeys.remove", removal)).toHaveProperty("ok");
    expect(await account.call.passkeys.list()).toEqual({ passkeys: [] });
  });
});

describe("passkeys", () => {
  it("are asked for in the way that each use needs, and never twice of one authenticator", async () => {
    await using world = await openWorld();
    const { account, made, secrets } = world;
    const { password } = secrets;
    const known = [{ id: made.credentialId, type: "public-key", transports: ["internal"] }];
    expect(await account.call.passkeys.beginAdd({ password, for: "log-in" })).toMatchObject({
      rp: { id: "vault.example", name: "OpenPassPhrase" },
      user: { name: "ada" },
      pubKeyCredParams: [{ alg: -8 }, { alg: -7 }, { alg: -257 }],
      excludeCredentials: known,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
      extensions: { prf: { eval: { first: Buffer.from("opp/passkey-unlock/v1").toString("base64url") } } },
    });
    const second = await account.call.passkeys.beginAdd({ password, for: "second-factor" });
    expect(second).toMatchObject({
      authenticatorSelection: { residentKey: "discouraged", userVerification: "discouraged" },
    });
    expect(second).not.toHaveProperty("extensions");
  });

  it("are added for the account and the use that they were begun for, with every part unchanged", async () => {
    await using world = await openWorld();
    const { api, account, secrets } = world;
    const { password } = secrets;
    const eve = await api.account("eve");
    const begin = (use: "log-in" | "second-factor" = "log-in") =>
      account.call.passkeys.beginAdd({ password, for: use });
    const options = await begin();
    const { registration } = makePasskey(options, TEST_ORIGIN);
    const { response } = registration;
    const unverified = makePasskey(await begin(), TEST_ORIGIN, { verifies: false }).registration;
    const elsewhere = makePasskey(await begin(), "https://vault.example:444").registration;
    const otherName = makePasskey(
      { ...options, rp: { id: "evil.example", name: "" } },
      TEST_ORIGIN,
    ).registration;
    const eves = makePasskey(
      await eve.call.passkeys.beginAdd({ password: eve.password, for: "log-in" }),
      TEST_ORIGIN,
    );
    const logIn = await api.caller().auth.passkeyOptions();
    const forLogIn = makePasskey({ ...options, challenge: logIn.challenge }, TEST_ORIGIN).registration;
    const wrong = [
      unverified,
      elsewhere,
      otherName,
      eves.registration,
      forLogIn,
      { ...registration, id: unverified.id },
      { ...registration, response: { ...response, publicKeyAlgorithm: -8 } },
      { ...registration, response: { ...response, publicKey: "AAAA" } },
      {
        ...registration,
        response: { ...response, authenticatorData: response.authenticatorData.slice(0, 48) },
      },
      { ...registration, response: { ...response, clientDataJSON: "AAAA" } },
    ];
    for (const each of wrong)
      expect(
        await callByPath(account.call, "passkeys.add", { response: each, name: "a name" }),
      ).toMatchObject({
        refused: { vaultCode: "PASSKEY_INCORRECT" },
      });
    const add = { response: registration, name: "a name" };
    const leaking = { ...registration, clientExtensionResults: { prf: { enabled: true } } };
    expect(await callByPath(account.call, "passkeys.add", { ...add, response: leaking })).toMatchObject({
      refused: { vaultCode: "INVALID_INPUT", details: { field: "response.clientExtensionResults.prf" } },
    });
    expect(await callByPath(account.call, "passkeys.add", add)).toMatchObject({
      ok: { name: "a name", rpId: "vault.example", mayLogIn: true, synced: false, opensVault: false },
    });
    expect(await callByPath(account.call, "passkeys.add", add)).toMatchObject({
      refused: { vaultCode: "PASSKEY_INCORRECT" },
    });
    const key = makePasskey(await begin("second-factor"), TEST_ORIGIN, { verifies: false });
    const opening = { response: key.registration, name: "a key", unlockSecret: key.passkey.unlockSecret() };
    expect(await callByPath(account.call, "passkeys.add", opening)).toMatchObject({
      refused: { vaultCode: "INVALID_INPUT", details: { field: "unlockSecret" } },
    });
    expect(
      await callByPath(account.call, "passkeys.add", { response: key.registration, name: "a key" }),
    ).toMatchObject({
      ok: { mayLogIn: false },
    });
  });

  it("are at most twenty, each with a name that only the unlocked vault shows", async () => {
    await using world = await openWorld();
    const { api, account, made, secrets } = world;
    const { password } = secrets;
    await account.call.passkeys.rename({ id: made.id, password, name: "Ada's key" });
    expect((await account.call.passkeys.list()).passkeys).toMatchObject([{ name: "Ada's key" }]);
    const session = api.caller({ authorization: `Bearer ${account.token}` });
    const { passkeys } = await session.secondFactor.get();
    expect(passkeys).toMatchObject([{ id: made.id, credentialId: made.credentialId, mayLogIn: true }]);
    expect(JSON.stringify(passkeys)).not.toContain("Ada's");
    for (let added = 1; added < 20; added += 1) await addPasskey(account);
    await expect(addPasskey(account)).rejects.toThrow(/at most 20 passkeys/);
  });

  it("aren't offered under an address, and the refusal says where they are", async () => {
    await using world = await openWorld();
    const elsewhere = world.api.caller({ host: "127.0.0.1:4600" });
    expect(await callByPath(elsewhere, "auth.passkeyOptions", undefined)).toMatchObject({
      refused: { vaultCode: "PASSKEYS_UNAVAILABLE", details: { availableAt: TEST_ORIGIN } },
    });
  });
});

describe("a passkey that opens the vault", () => {
  it("is let to by itself, and opens it in another session, where a ticket replaces the passphrase", async () => {
    await using world = await openWorld();
    const { api, account, made, secrets } = world;
    const { password } = secrets;
    expect((await world.logInWith()).opensVault).toBe(false);
    const { challenge, rpId, allowCredentials } = await account.call.passkeys.beginUnlock({ id: made.id });
    expect(allowCredentials).toMatchObject([{ id: made.credentialId }]);
    const unlock = {
      response: made.answer({ challenge, rpId, origin: TEST_ORIGIN }),
      unlockSecret: made.unlockSecret(),
    };
    const set = (given: object) =>
      callByPath(account.call, "passkeys.setUnlock", { id: made.id, password, unlock, ...given });
    const second = await addPasskey(account);
    expect(await set({ id: second.id })).toMatchObject({ refused: { vaultCode: "PASSKEY_INCORRECT" } });
    expect(await set({})).toEqual({ ok: { done: true } });
    expect(await set({})).toMatchObject({ refused: { vaultCode: "PASSKEY_INCORRECT" } });
    const opened = await world.logInWith();
    expect(opened).toMatchObject({ passkeyId: made.id, opensVault: true });
    const authorization = `Bearer ${opened.token}`;
    const locked = api.caller({ authorization });
    expect(await callByPath(locked, "vault.fetchAll", {})).toMatchObject({
      refused: { vaultCode: "PASSPHRASE_REQUIRED" },
    });
    const { ticket } = await locked.auth.unlockWithPasskey({
      passkeyId: made.id,
      unlockSecret: made.unlockSecret(),
    });
    const unlocked = api.caller({ authorization, "x-opp-unlock": ticket });
    const { items } = await unlocked.items.create({ items: [{ name: "Router", password: "secret" }] });
    expect(await account.call.items.get({ id: items[0]?.id ?? 0 })).toMatchObject({ password: "secret" });
    expect(await set({ unlock: null })).toEqual({ ok: { done: true } });
    // Every other session has ended with it.
    expect(await callByPath(unlocked, "account.get", undefined)).toMatchObject({
      refused: { vaultCode: "UNAUTHORIZED" },
    });
    expect((await world.logInWith()).opensVault).toBe(false);
    const kinds = await world.events();
    expect(kinds).toEqual(expect.arrayContaining(["passkey-unlock-on", "passkey-unlock-off"]));
  });

  it("takes a session along that it opened when it is removed", async () => {
    await using world = await openWorld({ opensVault: true });
    const { api, account, made, secrets } = world;
    const { token } = await world.logInWith();
    const session = api.caller({ authorization: `Bearer ${token}` });
    const { ticket } = await session.auth.unlockWithPasskey({
      passkeyId: made.id,
      unlockSecret: made.unlockSecret(),
    });
    const own = api.caller({ authorization: `Bearer ${token}`, "x-opp-unlock": ticket });
    await own.passkeys.remove({ id: made.id, password: secrets.password });
    expect(await callByPath(own, "account.get", undefined)).toMatchObject({
      refused: { vaultCode: "UNAUTHORIZED" },
    });
    expect(await account.call.passkeys.list().catch(() => "ended")).toBe("ended");
  });
});
