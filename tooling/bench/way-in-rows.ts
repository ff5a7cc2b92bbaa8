import { join } from "node:path";
import { oneTimeCode } from "@opp/core/otp/one-time-code";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import { makePasskey } from "@opp/core/testing/authenticator";
import Database from "better-sqlite3";
import type { ChildServer } from "./child-server.ts";
import { type Answer, call } from "./http-calls.ts";
import { type Row, row } from "./row.ts";
import { against, inTurn, spread } from "./statistics.ts";
import { openVaultSession, SECRETS } from "./vault-session.ts";

const resultOf = ({ body }: Answer) => JSON.parse(body.toString()).result.data;

/** What the ways in cost that aren't typed: a passkey, and an authenticator app's code. */
export async function* wayInRows(server: ChildServer, floor: ChildServer, runs: number): AsyncGenerator<Row> {
  yield await unlocking(server, runs);
  yield await loginWithCode(server, floor, runs);
}

async function unlocking(server: ChildServer, runs: number): Promise<Row> {
  const { port } = new URL(server.url);
  const origin = `http://localhost:${port}`;
  const vault = await openVaultSession(server.url, "vault with a passkey", 0);
  const headers = { ...vault.headers, host: `localhost:${port}` };
  const mutate = async (procedure: string, input: unknown) =>
    call(`${server.url}/api/trpc/${procedure}`, headers, JSON.stringify(input));
  const options = resultOf(await mutate("passkeys.beginAdd", { password: SECRETS.password, for: "log-in" }));
  const { passkey, registration } = makePasskey(options, origin);
  const unlockSecret = passkey.unlockSecret();
  const { id } = resultOf(
    await mutate("passkeys.add", { response: registration, name: "bench", unlockSecret }),
  );
  const times: number[] = [];
  for (let run = 0; run < runs * 10; run += 1)
    times.push((await mutate("auth.unlockWithPasskey", { passkeyId: id, unlockSecret })).milliseconds);
  const { median, min, max } = spread(times);
  return row(
    "unlock by passkey, over HTTP",
    `${median.toFixed(1)} ms`,
    "≤ 5 ms",
    median <= 5,
    `${min.toFixed(1)} to ${max.toFixed(1)} ms`,
    { median, min, max },
  );
}

async function loginWithCode(server: ChildServer, floor: ChildServer, runs: number): Promise<Row> {
  const username = "vault with a code";
  const vault = await openVaultSession(server.url, username, 0);
  const mutate = async (procedure: string, input: unknown) =>
    resultOf(await vault.mutate(procedure, JSON.stringify(input)));
  const { uri } = await mutate("secondFactor.beginTotp", { password: SECRETS.password });
  const read = parseOtpauth(uri);
  if (!read.ok) throw new Error(read.problem);
  const codeOfNow = () => oneTimeCode(read.otp, Date.now()).code;
  await mutate("secondFactor.confirmTotp", { code: codeOfNow() });
  await mutate("secondFactor.require", { password: SECRETS.password, on: true });
  using database = open(join(server.folder, "data/vault.sqlite"));
  // A code is good once, and the bench hasn't half a minute for each.
  const forget = database.prepare("UPDATE totp SET last_step = 0");
  const times = await inTurn(
    runs,
    async () => {
      forget.run();
      const input = { username, ...SECRETS, secondFactor: { kind: "totp", code: codeOfNow() } };
      return (await call(`${server.url}/api/trpc/auth.login`, {}, JSON.stringify(input))).milliseconds;
    },
    async () => (await call(`${floor.url}/argon2id`, {}, "{}")).milliseconds,
  );
  const numbers = { ratio: times.ratio, ours: times.ours.median, floor: times.floor.median };
  return row(
    "login with a code, against one Argon2id run",
    `${times.ratio.toFixed(2)} × one run`,
    "≤ 1.25 ×",
    times.ratio <= 1.25,
    against(times),
    numbers,
  );
}

const open = (path: string): Database.Database & Disposable => {
  const database = new Database(path, { timeout: 5000 });
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
};
