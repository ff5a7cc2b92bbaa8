import type { Page } from "@playwright/test";
import { logIn, type TestAccount } from "../account.ts";

/** What a chapter of the walk through all screens gets. */
export interface Tour {
  readonly page: Page;
  readonly account: TestAccount;
  readonly phone: boolean;
  /** Says that a state is on the screen now: one walk takes its picture, the other checks it. */
  readonly visit: (state: string) => Promise<void>;
  /** A server of one's own, empty. */
  readonly serve: (options: Record<string, string>) => Promise<string>;
}

/** Brings some screens into all of their states. */
export type Chapter = (tour: Tour) => Promise<void>;

/** Logs in; the list or what stands in its place is there. */
export async function enter({ page, account }: Tour): Promise<void> {
  await logIn(page, account);
  await page.getByLabel("Search the vault").waitFor();
}

/** Goes to a place that the sidebar names; on a phone by its menu. */
export async function goBySide({ page, phone }: Tour, name: string | RegExp): Promise<void> {
  if (phone) await page.getByRole("button", { name: "Open menu" }).first().click();
  await page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name }).first().click();
}

/** Answers a procedure with a refusal, as the server words it. */
export async function refuse(
  { page }: Pick<Tour, "page">,
  procedure: string,
  refusal: { status: number; code: string; message?: string; retryAfterSeconds?: number; details?: object },
): Promise<void> {
  const { status, code, message = code, retryAfterSeconds, details } = refusal;
  await page.route(`**/api/trpc/${procedure}*`, (route) =>
    route.fulfill({
      status,
      json: {
        error: {
          message,
          code: -32000,
          data: {
            code,
            httpStatus: status,
            path: procedure,
            vaultCode: code,
            details: { ...details, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
            fields: [],
            requestId: "walk",
          },
        },
      },
    }),
  );
}
