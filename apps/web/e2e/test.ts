import { test as base, expect } from "@playwright/test";
import { makeAccount, type TestAccount } from "./account.ts";

/** Each test fails on an uncaught error or a console error on any screen it visits; Chromium writes violations of the Content-Security-Policy there. */
export const test = base.extend<{ account: TestAccount; complaints: string[] }>({
  account: async ({ request }, provide) => provide(await makeAccount(request)),
  complaints: [
    async ({ context }, provide) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        // Chromium itself logs every 4xx; the app shows those to the person instead. One test asks for a page that isn't there.
        const isAnswer =
          message.text().startsWith("Failed to load resource") &&
          /\/api\/(?:trpc\/|events)|\/nothing-here$/.test(message.location().url);
        const { url, lineNumber, columnNumber } = message.location();
        if (message.type() === "error" && !isAnswer)
          complaints.push(`${message.text()} (${url}:${lineNumber}:${columnNumber})`);
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      await provide(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
