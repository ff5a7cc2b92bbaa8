import { describe, expect, it } from "vitest";
import { decodeBase64url, encodeBase64url } from "../../base64.ts";
import { asSessionId } from "../../ids.ts";
import { PASSKEY_ALGORITHMS } from "../../rules/passkeys.ts";
import { passkeyAssertion } from "../../schemas/passkeys.ts";
import { type AssertionJson, FLAGS } from "../../testing/authenticator.ts";
import { makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { addTestPasskey, ceremony, PAGE, SITE } from "../../testing/passkeys.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { judgeAssertionElsewhere, judgeRegistrationElsewhere } from "../../testing/webauthn-judge.ts";
import { deleteAccountByPassword } from "../account/account.ts";
import type { PasskeySite } from "../passkey-site.ts";
import { newChallenge } from "./challenges.ts";
import { askForPasskey, logInWithPasskey } from "./passkey-login.ts";
import { createTryLimits } from "./try-limits.ts";

async function openWorld(traits: Parameters<typeof addTestPasskey>[2] = {}) {
  const vault = await openTestVault({ policy: { failedLoginMilliseconds: 500 } });
  const { deps } = vault;
  const owner = await makeOwner(deps);
  const made = await addTestPasskey(deps, owner, traits);
  const { userId } = owner.session;
  const credential = await judgeRegistrationElsewhere(made.registration, {
    challenge: made.options.challenge,
    site: SITE,
    requiresVerification: traits.use !== "second-factor",
  });
  if (!credential) throw new Error("SimpleWebAuthn refuses the registration.");
  const logIn = (answer: AssertionJson, site: PasskeySite = SITE) =>
    logInWithPasskey(deps, { ...PAGE, site }, { response: passkeyAssertion.parse(answer) });
  return {
    vault,
    deps,
    owner,
    userId,
    ...made,
    ask: () => askForPasskey(deps, SITE).challenge,
    logIn,
    /** Whether both let it in: the product, and SimpleWebAuthn. */
    async judge(answer: AssertionJson, challenge: string) {
      const [row] = await deps.store.passkeys.list(userId);
      if (!row) throw new Error("The passkey is gone.");
      const elsewhere = await judgeAssertionElsewhere(answer, {
        challenge,
        origins: SITE.origins,
        credential,
        row,
      });
      const here = await logIn(answer).then(
        () => true,
        () => false,
      );
      return { here, elsewhere };
    },
    events: async () => (await deps.store.audit.list(userId, 100)).map(({ kind }) => kind),
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

const incorrect = { code: "PASSKEY_INCORRECT" };
const BOTH = { here: true, elsewhere: true };
const NEITHER = { here: false, elsewhere: false };

/** The same text with another last byte. */
function flipped(text: string, at = -1): string {
  const bytes = decodeBase64url(text);
  if (!bytes) throw new Error("unreachable");
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return encodeBase64url(bytes);
}

describe("logInWithPasskey", () => {
  for (const algorithm of PASSKEY_ALGORITHMS)
    it(`lets in who holds the passkey, without name and password, by algorithm ${algorithm}`, async () => {
      await using world = await openWorld({ algorithm });
      const challenge = world.ask();
      expect(await world.judge(world.passkey.answer(ceremony(challenge)), challenge)).toEqual(BOTH);
      const opened = await world.logIn(world.passkey.answer(ceremony(world.ask())));
      expect(opened).toMatchObject({
        user: { username: "ada" },
        passkeyId: world.added.id,
        opensVault: false,
        secondFactor: null,
      });
      const live = await world.deps.store.sessions.find(
        world.userId,
        opened.sessionId,
        world.deps.clock.now(),
      );
      expect(live?.session).toMatchObject({ passkeyId: world.added.id, seal: null });
      expect(live?.session.provedAt).toBe(world.deps.clock.now());
    });

  it("refuses an answer with any part changed, as SimpleWebAuthn does", async () => {
    await using world = await openWorld();
    const challenge = world.ask();
    const right = world.passkey.answer(ceremony(challenge));
    const { response } = right;
    const changed: AssertionJson[] = [
      { ...right, id: flipped(right.id), rawId: flipped(right.id) },
      { ...right, response: { ...response, signature: flipped(response.signature) } },
      { ...right, response: { ...response, clientDataJSON: flipped(response.clientDataJSON, 10) } },
      ...[0, 31, 32, 33, 36].map((at) => ({
        ...right,
        response: { ...response, authenticatorData: flipped(response.authenticatorData, at) },
      })),
      { ...right, response: { ...response, authenticatorData: response.authenticatorData.slice(0, 40) } },
      { ...right, response: { ...response, clientDataJSON: encodeBase64url(new Uint8Array([123])) } },
    ];
    for (const answer of changed) expect(await world.judge(answer, challenge)).toEqual(NEITHER);
    expect(await world.judge(right, challenge)).toEqual(BOTH);
  });

  it("refuses what was signed for another page, another name, in a frame, or without a person", async () => {
    await using world = await openWorld();
    const signed = [
      { given: { origin: "https://vault.example:8443" } },
      { given: { origin: "https://evil.example" } },
      { given: { origin: "http://vault.example" } },
      { given: { rpId: "evil.example" } },
      { flags: FLAGS.UV },
      { flags: FLAGS.UP },
      { flags: FLAGS.UP | FLAGS.UV | FLAGS.BS },
    ];
    for (const { given = {}, flags } of signed) {
      const challenge = world.ask();
      const answer = world.passkey.answer(ceremony(challenge, given), flags === undefined ? {} : { flags });
      expect([given, flags, await world.judge(answer, challenge)]).toEqual([given, flags, NEITHER]);
    }
    // SimpleWebAuthn leaves these to its caller.
    const framed = world.passkey.answer(ceremony(world.ask(), { crossOrigin: true }));
    expect(await refusal(world.logIn(framed))).toMatchObject(incorrect);
    const synced = world.passkey.answer(ceremony(world.ask()), { flags: FLAGS.UP | FLAGS.UV | FLAGS.BE });
    expect(await refusal(world.logIn(synced))).toMatchObject(incorrect);
    const another = encodeBase64url(new Uint8Array(16));
    const ofAnother = world.passkey.answer(ceremony(world.ask()), { userHandle: another });
    expect(await refusal(world.logIn(ofAnother))).toMatchObject(incorrect);
  });

  it("takes a challenge once, of two at the same time too", async () => {
    await using world = await openWorld({ countsNothing: true });
    const challenge = world.ask();
    const answers = [1, 2].map(() => world.passkey.answer(ceremony(challenge)));
    const outcomes = await Promise.allSettled(answers.map((answer) => world.logIn(answer)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusal(world.logIn(world.passkey.answer(ceremony(challenge))))).toMatchObject(incorrect);
  });

  it("takes no challenge that is old, of another server, or for something else", async () => {
    await using world = await openWorld();
    const { deps, userId, owner } = world;
    const old = world.ask();
    world.vault.advance(5 * 60_000);
    const open = { userId: null, sessionId: null } as const;
    const otherServer = { ...deps, serverKeys: { ...deps.serverKeys, challengeKey: deps.random(32) } };
    const challenges = [
      old,
      askForPasskey(otherServer, SITE).challenge,
      newChallenge(deps, { ...open, purpose: "second-factor" }),
      newChallenge(deps, { ...open, purpose: "log-in", userId }),
      newChallenge(deps, { ...open, purpose: "log-in", sessionId: owner.session.sessionId }),
      newChallenge(deps, { purpose: "open-vault", userId, sessionId: owner.session.sessionId }),
      encodeBase64url(deps.random(65)),
      encodeBase64url(deps.random(16)),
      "",
    ];
    for (const challenge of challenges)
      expect(await refusal(world.logIn(world.passkey.answer(ceremony(challenge))))).toMatchObject(incorrect);
    const early = world.ask();
    // After the clock was set back, it may be forgotten that it was answered.
    world.vault.advance(-3_600_000);
    expect(await refusal(world.logIn(world.passkey.answer(ceremony(early))))).toMatchObject(incorrect);
  });

  it("refuses a passkey whose count fell and tells its owner, unless it may be on several devices", async () => {
    await using copied = await openWorld();
    await copied.logIn(copied.passkey.answer(ceremony(copied.ask())));
    for (const count of [0, -1]) {
      copied.passkey.count = count;
      const challenge = copied.ask();
      expect(await copied.judge(copied.passkey.answer(ceremony(challenge)), challenge)).toEqual(NEITHER);
    }
    expect((await copied.events()).filter((kind) => kind === "passkey-copied")).toHaveLength(2);
    copied.passkey.count = 1;
    await copied.logIn(copied.passkey.answer(ceremony(copied.ask())));
    await using synced = await openWorld({ isSynced: true });
    synced.passkey.count = 5;
    await synced.logIn(synced.passkey.answer(ceremony(synced.ask())));
    synced.passkey.count = 1;
    await synced.logIn(synced.passkey.answer(ceremony(synced.ask())));
    expect(await synced.deps.store.passkeys.list(synced.userId)).toMatchObject([{ signCount: 6 }]);
    expect(await synced.events()).not.toContain("passkey-copied");
  });

  it("says the same, no sooner, of an unknown passkey, a deleted account and one for second factors only", async () => {
    await using world = await openWorld();
    const { deps, vault, owner } = world;
    const bob = await makeOwner(deps, "bob");
    const key = await addTestPasskey(deps, bob, { use: "second-factor", verifies: false });
    await using elsewhere = await openWorld();
    await deleteAccountByPassword(deps, PAGE, owner.secrets);
    const answers = [elsewhere.passkey, world.passkey, key.passkey];
    for (const passkey of answers) {
      const before = deps.clock.now();
      const flags = FLAGS.UP | FLAGS.UV;
      const refused = await refusal(world.logIn(passkey.answer(ceremony(world.ask()), { flags })));
      expect(refused).toEqual({ code: "PASSKEY_INCORRECT", details: {} });
      expect(deps.clock.now() - before).toBe(500);
    }
    expect(vault.faults).toEqual([]);
  });

  it("lets an address that fails too often wait, and asks it for no name", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    const { deps } = vault;
    const owner = await makeOwner(deps);
    const { passkey } = await addTestPasskey(deps, owner);
    const codes = new Set<string>();
    for (let tries = 0; tries < 40; tries += 1) {
      const response = passkeyAssertion.parse(passkey.answer(ceremony("AAAA")));
      codes.add((await refusal(logInWithPasskey(deps, PAGE, { response }))).code);
    }
    expect([...codes]).toEqual(["PASSKEY_INCORRECT", "TOO_MANY_TRIES"]);
  });

  it("works under a name that the server had before, for pages that are its own now", async () => {
    await using world = await openWorld();
    const site = { rpId: "new.example", origins: ["https://new.example", "https://vault.example"] };
    const origin = "https://new.example";
    const answer = world.passkey.answer(ceremony(world.ask(), { origin }));
    expect(await world.logIn(answer, site)).toMatchObject({ passkeyId: world.added.id });
    const foreign = world.passkey.answer(ceremony(world.ask(), { origin, rpId: "new.example" }));
    expect(await refusal(world.logIn(foreign, site))).toMatchObject(incorrect);
  });

  it("is refused where passkeys have no name, and says where they have one", async () => {
    await using world = await openWorld();
    const site = { rpId: null, availableAt: "https://vault.example" };
    const response = passkeyAssertion.parse(world.passkey.answer(ceremony(world.ask())));
    const refused = { code: "PASSKEYS_UNAVAILABLE", details: { availableAt: "https://vault.example" } };
    expect(await refusal(logInWithPasskey(world.deps, { ...PAGE, site }, { response }))).toEqual(refused);
    expect(() => askForPasskey(world.deps, site)).toThrow(/IP address/);
  });

  it("ends its sessions when the passkey is gone, however that came", async () => {
    await using world = await openWorld();
    const { sessionId } = await world.logIn(world.passkey.answer(ceremony(world.ask())));
    expect(sessionId).not.toBe(asSessionId(world.owner.session.sessionId));
    using raw = openRaw(world.vault.databasePath);
    raw.pragma("foreign_keys = ON");
    raw.prepare("DELETE FROM passkeys WHERE id = ?").run(world.added.id);
    const { store, clock } = world.deps;
    expect(await store.sessions.find(world.userId, sessionId, clock.now())).toBeNull();
  });
});

describe("an answer that holds what opens the vault", () => {
  it("is refused before anything else: the page forgot to take it out", async () => {
    await using world = await openWorld();
    const answer = world.passkey.answer(ceremony(world.ask()));
    const sent = { ...answer, clientExtensionResults: { prf: { results: { first: "AAAA" } } } };
    expect(passkeyAssertion.safeParse(sent).success).toBe(false);
    expect(
      passkeyAssertion.safeParse({ ...answer, clientExtensionResults: { credProps: { rk: true } } }).success,
    ).toBe(true);
  });
});
