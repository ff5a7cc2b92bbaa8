import { type Answer, call } from "./http-calls.ts";
import { CATEGORY_COUNT, madeUpItems } from "./made-up-items.ts";

export const SECRETS = { password: "the bench's password", passphrase: "the bench's own passphrase" };
const ITEMS_A_CALL = 10_000;

/** An account of the server under measure. */
export interface VaultSession {
  readonly headers: Record<string, string>;
  readonly categoryIds: readonly number[];
  query(procedure: string): Promise<Answer>;
  mutate(procedure: string, input: string): Promise<Answer>;
}

/** A new account with 20 categories and so many items. */
export async function openVaultSession(url: string, username: string, items: number): Promise<VaultSession> {
  const credentials = { username, ...SECRETS };
  const mutate = (headers: Record<string, string>) => (procedure: string, input: string) =>
    call(`${url}/api/trpc/${procedure}`, headers, input);
  await mutate({})("auth.register", JSON.stringify(credentials));
  const login = await mutate({})("auth.login", JSON.stringify({ ...credentials, expiresInSeconds: 36_000 }));
  const { token } = JSON.parse(login.body.toString()).result.data;
  const headers = {
    authorization: `Bearer ${token}`,
    "x-opp-phrase-base64": Buffer.from(SECRETS.passphrase).toString("base64url"),
  };
  const names = Array.from({ length: CATEGORY_COUNT }, (_, index) => ({ name: `Category ${index + 1}` }));
  const made = await mutate(headers)("categories.create", JSON.stringify({ categories: names }));
  const categoryIds: number[] = JSON.parse(made.body.toString()).result.data.categories.map(
    (row: { id: number }) => row.id,
  );
  for (let at = 0; at < items; at += ITEMS_A_CALL) {
    const batch = madeUpItems(Math.min(ITEMS_A_CALL, items - at), categoryIds, at + 1);
    await mutate(headers)("items.create", JSON.stringify({ items: batch }));
  }
  return {
    headers,
    categoryIds,
    query: (procedure) => call(`${url}/api/trpc/${procedure}`, headers),
    mutate: mutate(headers),
  };
}

/** Milliseconds of one whole login, both Argon2id runs included. */
export async function timeLogin(url: string, username: string): Promise<number> {
  const answer = await call(`${url}/api/trpc/auth.login`, {}, JSON.stringify({ username, ...SECRETS }));
  return answer.milliseconds;
}
