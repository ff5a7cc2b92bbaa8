import { describe, expect, it } from "vitest";
import { VaultError } from "../../errors.ts";
import { registration } from "../../schemas/account.ts";
import { countRuns, HOME, makeOwner, openRaw, refusal, secretsOf } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { createTryLimits } from "../access/try-limits.ts";
import { deleteAccount } from "./account.ts";
import { describeSystem, registerAccount } from "./register.ts";

const CLOSED = { code: "REGISTRATION_CLOSED", details: {} };

describe("registration by the policy", () => {
  it("first: lets one account in, then nobody", async () => {
    await using vault = await openTestVault({ policy: { registration: "first" } });
    expect(await describeSystem(vault.deps, "1")).toMatchObject({
      registrationOpen: true,
      firstAccount: true,
    });
    await makeOwner(vault.deps);
    expect(await refusal(registerAccount(vault.deps, HOME, { input: secretsOf("bob") }))).toEqual(CLOSED);
    expect(await describeSystem(vault.deps, "1")).toMatchObject({
      registrationOpen: false,
      firstAccount: false,
    });
  });

  it("first: of many at the same time, lets exactly one in", async () => {
    await using vault = await openTestVault({ policy: { registration: "first" } });
    const names = ["ada", "bob", "eve", "kim", "max"];
    const answers = await Promise.allSettled(
      names.map((name) => registerAccount(vault.deps, HOME, { input: secretsOf(name) })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(answer.reason).toMatchObject(CLOSED);
    expect(await vault.deps.store.users.count()).toBe(1);
  });

  it("first: stays closed while the only account waits for its erasure", async () => {
    await using vault = await openTestVault({ policy: { registration: "first" } });
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    await deleteAccount(vault.deps, unlocked, { password: ada.secrets.password });
    expect(await refusal(registerAccount(vault.deps, HOME, { input: secretsOf("bob") }))).toEqual(CLOSED);
  });

  it("open: lets everyone in; two of one name at the same time are one", async () => {
    await using vault = await openTestVault({ policy: { registration: "open" } });
    const [first, second] = await Promise.allSettled(
      [0, 1].map(() => registerAccount(vault.deps, HOME, { input: secretsOf("ada") })),
    );
    expect([first?.status, second?.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(registerAccount(vault.deps, HOME, { input: secretsOf("ada") }))).toEqual({
      code: "USERNAME_TAKEN",
      details: { field: "username" },
    });
    await registerAccount(vault.deps, HOME, { input: secretsOf("Adam") });
    expect(await vault.deps.store.users.count()).toBe(2);
  });

  it("closed: lets nobody in, not even the first, and costs no Argon2id run", async () => {
    await using vault = await openTestVault({ policy: { registration: "closed" } });
    const counted = countRuns(vault.deps);
    expect(await refusal(registerAccount(counted.deps, HOME, { input: secretsOf("ada") }))).toEqual(CLOSED);
    expect(counted.runs).toEqual([]);
    expect((await describeSystem(vault.deps, "1")).registrationOpen).toBe(false);
  });
});

describe("registerAccount", () => {
  it("refuses a passphrase that is the password, in whatever normal form", async () => {
    await using vault = await openTestVault();
    const refused = { code: "INVALID_INPUT", details: { field: "passphrase" } };
    const composed = "cr\u00e8me br\u00fbl\u00e9e";
    for (const [password, passphrase] of [
      ["same secret", "same secret"],
      [composed, composed.normalize("NFD")],
      [composed.normalize("NFD"), composed],
    ] as const) {
      expect(
        await refusal(
          registerAccount(vault.deps, HOME, { input: { username: "ada", password, passphrase } }),
        ),
      ).toEqual(refused);
      const typed = registration.parse({ username: "ada", password, passphrase });
      expect(await refusal(registerAccount(vault.deps, HOME, { input: typed }))).toEqual(refused);
    }
    expect(await vault.deps.store.users.count()).toBe(0);
  });

  it("takes a username in one normal form, so that two accounts never look the same", async () => {
    await using vault = await openTestVault();
    const typed = (username: string) => registration.parse({ ...secretsOf("x"), username });
    await registerAccount(vault.deps, HOME, { input: typed("Zo\u00eb") });
    expect(await refusal(registerAccount(vault.deps, HOME, { input: typed(" Zoe\u0308 ") }))).toMatchObject({
      code: "USERNAME_TAKEN",
    });
  });

  it("makes a vault that opens, and stores neither secret", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    using _unlocked = await ada.unlock();
    using raw = openRaw(vault.databasePath);
    const row = JSON.stringify(raw.prepare("SELECT * FROM users").all());
    expect(row).not.toContain(ada.secrets.password);
    expect(row).not.toContain(ada.secrets.passphrase);
    expect(row).not.toContain(ada.recoveryCode);
  });

  it("costs a stranger a try when the name is taken, and gives it back when it succeeds", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    await makeOwner(vault.deps);
    const still = { ...vault.deps, clock: { ...vault.deps.clock, sleep: async () => undefined } };
    for (let tries = 1; tries <= 20; tries += 1) {
      expect(await refusal(registerAccount(still, HOME, { input: secretsOf("ada") }))).toMatchObject({
        code: "USERNAME_TAKEN",
      });
    }
    expect(await refusal(registerAccount(still, HOME, { input: secretsOf("bob") }))).toMatchObject({
      code: "TOO_MANY_TRIES",
    });
    const elsewhere = { ...HOME, address: "198.51.100.7" };
    for (let times = 1; times <= 25; times += 1)
      await registerAccount(still, elsewhere, { input: secretsOf(`user ${times}`) });
  });

  it("wipes the vault key when it is done, and when the server was too busy", async () => {
    await using vault = await openTestVault();
    const busy = { ...vault.deps.kdf, derive: () => Promise.reject(new VaultError("BUSY")) };
    for (const kdf of [vault.deps.kdf, busy]) {
      const drawn: Uint8Array[] = [];
      const random = (byteCount: number) => {
        const bytes = vault.deps.random(byteCount);
        drawn.push(bytes);
        return bytes;
      };
      await registerAccount({ ...vault.deps, kdf, random }, HOME, { input: secretsOf("ada") }).catch(
        () => undefined,
      );
      // The first that it draws is the vault key.
      expect(drawn[0]).toEqual(new Uint8Array(32));
    }
  });

  it("costs no try when the server was too busy", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    const deps = { ...vault.deps, clock: { ...vault.deps.clock, sleep: async () => undefined } };
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        registerAccount(deps, HOME, { input: secretsOf(`user ${index}`) }),
      ),
    );
    const busy = all.filter((answer) => answer.status === "rejected" && answer.reason.code === "BUSY");
    expect(busy.length).toBeGreaterThan(0);
    for (let times = 1; times <= 20; times += 1) await logIn(deps, HOME, secretsOf("user 0"));
  });
});
