import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Answer } from "./http-client.ts";
import { findSecrets, spellings } from "./marked-secrets.ts";
import { callProcedure } from "./person.ts";
import { testServer } from "./test-server.ts";

const mark = (name: string) => `marked ${name} 7Qx!ü`;

const SECRETS = {
  password: mark("password"),
  passphrase: mark("passphrase"),
  wrongPassword: mark("wrong password"),
  wrongPassphrase: mark("wrong passphrase"),
  newPassphrase: mark("new passphrase"),
  newPassword: mark("new password"),
  categoryName: mark("category"),
  itemName: mark("name"),
  itemUrl: mark("url"),
  itemAccount: mark("account"),
  itemUsername: mark("item user"),
  itemPassword: mark("item password"),
  itemBlob: mark("blob"),
  refusedBlob: mark("refused blob"),
} as const;

/** Not sealed, so the search must find it. */
const USERNAME = "ada of the clear text";

const header = (passphrase: string) => Buffer.from(passphrase, "utf8").toString("base64url");

/** Logs in, stores, fails in every way there is; answers the error answers, and the secrets that came to be on the way. */
async function liveThrough(url: string) {
  const errors: Answer[] = [];
  let headers: Record<string, string> = {};
  const call = async (
    procedure: string,
    input?: unknown,
    extra: Record<string, string> = {},
  ): Promise<Record<string, unknown>> => {
    const answer = await callProcedure(url, procedure, input, { ...headers, ...extra });
    if (answer.status === 200)
      return (answer.json() as { result: { data: Record<string, unknown> } }).result.data;
    errors.push(answer);
    return {};
  };
  const { password, passphrase, wrongPassword, wrongPassphrase, newPassword, newPassphrase } = SECRETS;
  const { recoveryCode } = await call("auth.register", { username: USERNAME, password, passphrase });
  await call("auth.register", { username: USERNAME, password, passphrase });
  await call("auth.register", {
    username: USERNAME,
    password: `${password}\n`,
    passphrase: `${passphrase}\u0000`,
  });
  await call("auth.login", { username: USERNAME, password: wrongPassword, passphrase });
  await call("auth.login", { username: USERNAME, password, passphrase: wrongPassphrase });
  await call("auth.login", { username: USERNAME, password, passphrase, unknownField: wrongPassword });
  await call("auth.login", password);
  // The first one meets the bug.
  await call("auth.login", { username: USERNAME, password, passphrase });
  const { token } = await call("auth.login", { username: USERNAME, password, passphrase });
  headers = { authorization: `Bearer ${String(token)}`, "x-opp-phrase-base64": header(passphrase) };

  const { categories } = (await call("categories.create", {
    categories: [{ name: SECRETS.categoryName }],
  })) as { categories: { id: number }[] };
  const fields = {
    name: SECRETS.itemName,
    url: SECRETS.itemUrl,
    account: SECRETS.itemAccount,
    username: SECRETS.itemUsername,
    password: SECRETS.itemPassword,
    blob: SECRETS.itemBlob,
  };
  const { items } = (await call("items.create", {
    items: [{ ...fields, categoryId: categories[0]?.id }],
  })) as { items: { id: number; revision: number }[] };
  const [item] = items;
  await call("items.create", { items: [{ ...fields, blob: SECRETS.refusedBlob, categoryId: 987_654 }] });
  await call("items.create", {
    items: [{ ...fields, blob: SECRETS.refusedBlob, extra: SECRETS.refusedBlob }],
  });
  await call("items.create", { items: [{ ...fields, blob: [SECRETS.refusedBlob] }] });
  await call("items.update", { items: [{ id: item?.id, revision: 999, blob: SECRETS.refusedBlob }] });
  await call("items.update", { items: [{ id: item?.id, revision: item?.revision, password: "another" }] });
  await call("items.list", {});
  await call("items.versions", { id: item?.id });
  await call("items.get", { id: item?.id }, { "x-opp-phrase-base64": header(wrongPassphrase) });
  await call(
    "items.get",
    { id: item?.id },
    { "x-opp-phrase": wrongPassphrase.replace("ü", "u"), "x-opp-phrase-base64": header(wrongPassphrase) },
  );
  await call("items.get", { id: item?.id }, { "x-opp-phrase-base64": `${header(wrongPassphrase)}=` });
  await call("items.get", { id: item?.id }, { authorization: `Bearer ${String(token)}x` });
  await call("items.get", { id: SECRETS.refusedBlob });
  await call("generator.strength", { password: SECRETS.itemPassword, extra: SECRETS.itemPassword });
  await call("auth.recover", {
    username: USERNAME,
    password,
    recoveryCode: `${String(recoveryCode)}X`,
    newPassphrase,
  });
  await call("account.changePassphrase", { password: wrongPassword, newPassphrase });
  await call("account.changePassword", { password, newPassword });
  await call("account.changePassphrase", { password: newPassword, newPassphrase });
  await call("auth.logout", undefined, { "x-opp-phrase-base64": header(newPassphrase) });
  await call("items.list", {});
  return { errors, madeOnTheWay: { token: String(token), recoveryCode: String(recoveryCode) } };
}

describe("a secret", () => {
  it("is in no log line, no error answer, and not in the database or its log, on disk", async () => {
    await using server = await testServer();
    // A bug in the middle of a request that holds secrets.
    const { insert } = server.vault.store.sessions;
    let failures = 0;
    server.vault.store.sessions.insert = async (row, checkedAgainst) => {
      if (failures++ === 0) throw new TypeError(`lost ${SECRETS.password} and ${SECRETS.passphrase}`);
      return insert(row, checkedAgainst);
    };
    const { errors, madeOnTheWay } = await liveThrough(server.url);
    const secrets = { ...SECRETS, ...madeOnTheWay };
    await expect.poll(() => server.logLines.length).toBeGreaterThan(errors.length);

    expect(errors.length).toBeGreaterThanOrEqual(18);
    expect(errors.filter(({ status }) => status === 500)).toHaveLength(1);
    expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toHaveLength(1);
    expect(findSecrets(Buffer.from(server.logLines.join("")), secrets)).toEqual([]);
    for (const { text, rawHeaders } of errors)
      expect(findSecrets(Buffer.from(text + rawHeaders.join("\n")), secrets)).toEqual([]);
    const files = readdirSync(server.dataFolder);
    expect(files).toEqual(expect.arrayContaining(["vault.sqlite", "vault.sqlite-wal"]));
    const onDisk = Buffer.concat(files.map((file) => readFileSync(join(server.dataFolder, file))));
    expect(findSecrets(onDisk, { username: USERNAME })).toEqual(["username"]);
    for (const file of files) {
      expect([file, findSecrets(readFileSync(join(server.dataFolder, file)), secrets)]).toEqual([file, []]);
    }
  });

  it("would be found by this search in any spelling", () => {
    for (const spelling of spellings(SECRETS.itemBlob)) {
      expect(findSecrets(Buffer.from(`...${spelling}...`), SECRETS)).toEqual(["itemBlob"]);
    }
    for (const shift of ["", "a", "bc"]) {
      const inside = Buffer.from(`${shift}${SECRETS.password}zz`).toString("base64");
      expect(findSecrets(Buffer.from(inside), SECRETS)).toEqual(["password"]);
    }
  });
});
