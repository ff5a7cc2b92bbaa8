import { randomBytes } from "node:crypto";
import type { APIRequestContext, APIResponse, Locator, Page } from "@playwright/test";

/** An account of its own for one test, made through the API; the browser logs in as its owner would. */
export interface TestAccount {
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
  readonly token: string;
  readonly call: <Answer>(mutation: string, input?: unknown) => Promise<Answer>;
  readonly read: <Answer>(query: string) => Promise<Answer>;
}

export interface NewTestItem {
  readonly name: string;
  readonly url?: string;
  readonly account?: string;
  readonly username?: string;
  readonly password?: string;
  readonly blob?: string;
  readonly moreUrls?: readonly string[];
  readonly totp?: string;
  readonly fields?: readonly {
    readonly id?: string;
    readonly name: string;
    readonly kind: string;
    readonly value: string;
  }[];
  readonly kind?: string;
  readonly tags?: readonly string[];
  readonly favourite?: boolean;
  readonly categoryId?: number | null;
}

export interface ListedItem {
  readonly id: number;
  readonly name: string;
  readonly revision: number;
}

export async function makeAccount(
  request: APIRequestContext,
  username = `ada-${randomBytes(4).toString("hex")}`,
): Promise<TestAccount> {
  const password = "correct horse battery";
  const passphrase = "größer als der Mond 🌙";
  await post(request, "auth.register", { username, password, passphrase });
  const { token } = await post<{ token: string }>(request, "auth.login", {
    username,
    password,
    passphrase,
    expiresInSeconds: 3600,
  });
  const headers = {
    authorization: `Bearer ${token}`,
    "x-opp-phrase-base64": Buffer.from(passphrase, "utf8").toString("base64url"),
  };
  return {
    username,
    password,
    passphrase,
    token,
    call: (mutation, input) => post(request, mutation, input, headers),
    read: (query) => read(request, query, headers),
  };
}

export async function makeItems(
  account: TestAccount,
  items: readonly NewTestItem[],
): Promise<readonly ListedItem[]> {
  return (await account.call<{ items: ListedItem[] }>("items.create", { items })).items;
}

export async function makeCategories(
  account: TestAccount,
  names: readonly string[],
): Promise<readonly number[]> {
  const answer = await account.call<{ categories: { id: number }[] }>("categories.create", {
    categories: names.map((name) => ({ name })),
  });
  return answer.categories.map((category) => category.id);
}

export async function logIn(page: Page, account: TestAccount): Promise<void> {
  await page.goto("/");
  // A new tab asks for the passphrase of the session that another has; this one gets its own.
  const another = page.getByRole("button", { name: "Use another account" });
  await page.getByRole("textbox", { name: "Username" }).or(another).waitFor();
  if (await another.isVisible()) await another.click();
  await fillLogIn(page, account);
  await page
    .getByRole("navigation", { name: "Vault" })
    .or(page.getByRole("button", { name: "Open menu" }))
    .first()
    .waitFor();
}

export async function fillLogIn(
  page: Page,
  account: Pick<TestAccount, "username" | "password" | "passphrase">,
): Promise<void> {
  await page.getByRole("textbox", { name: "Username" }).fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

/** Types the two groups of the recovery code that are asked for. @returns the whole code */
export async function showThatCodeIsKept(screen: Page | Locator): Promise<string> {
  const code = screen.getByRole("list", { name: "Recovery code" }).getByRole("listitem");
  const question = await screen.getByText(/enter groups \d+ and \d+/).innerText();
  const groups = await code.allInnerTexts();
  const asked = [...question.matchAll(/\d+/g)].map(([place]) => groups[Number(place) - 1]);
  await screen.getByLabel(/enter groups/).fill(asked.join(" ").toLowerCase());
  await screen.getByRole("button", { name: "I saved it" }).click();
  return groups.join("-");
}

async function post<Answer>(
  request: APIRequestContext,
  procedure: string,
  input?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await request.post(`/api/trpc/${procedure}`, { data: input ?? {}, headers });
  return answerOf(procedure, response);
}

async function read<Answer>(
  request: APIRequestContext,
  procedure: string,
  headers: Record<string, string>,
): Promise<Answer> {
  return answerOf(procedure, await request.get(`/api/trpc/${procedure}`, { headers }));
}

async function answerOf<Answer>(procedure: string, response: APIResponse): Promise<Answer> {
  if (!response.ok()) throw new Error(`${procedure} answered ${response.status()}: ${await response.text()}`);
  const { result } = await response.json();
  return result.data;
}
