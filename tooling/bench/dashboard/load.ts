import { setTimeout as sleep } from "node:timers/promises";
import { call } from "../http-calls.ts";
import { madeUpItems } from "../made-up-items.ts";
import { openVaultSession, SECRETS, timeLogin } from "../vault-session.ts";

const ITEMS = 2000;

/** People at work for so many seconds: lists, searches, new items, pages, good and wrong logins, and an hour's rush in the middle. */
export async function loadVault(url: string, seconds: number): Promise<void> {
  const session = await openVaultSession(url, "grace", ITEMS);
  const end = performance.now() + seconds * 1000;
  const middle = performance.now() + seconds * 500;
  const isRush = () => Math.abs(performance.now() - middle) < seconds * 150;
  const until = async (pauseMs: number, act: () => Promise<unknown>): Promise<void> => {
    while (performance.now() < end) {
      // Refused calls are part of what the dashboard shows.
      await act().catch(() => {});
      await sleep(isRush() ? pauseMs / 5 : pauseMs);
    }
  };
  const streams = new AbortController();
  const open = Array.from({ length: 3 }, () =>
    fetch(`${url}/api/events`, { headers: session.headers, signal: streams.signal }).catch(() => {}),
  );
  await Promise.all([
    until(250, () => session.query("items.list")),
    until(400, () => session.mutate("items.find", JSON.stringify({ name: "a" }))),
    until(700, () =>
      session.mutate("items.create", JSON.stringify({ items: madeUpItems(2, session.categoryIds, 1) })),
    ),
    until(500, () => call(`${url}/`, {})),
    until(900, () => call(`${url}/api/trpc/items.get?input=%7B%22id%22%3A999999%7D`, session.headers)),
    ...[0, 1].map(() => until(10_000, () => timeLogin(url, "grace"))),
    until(30_000, () =>
      call(
        `${url}/api/trpc/auth.login`,
        {},
        JSON.stringify({ username: "grace", ...SECRETS, password: "a wrong one" }),
      ),
    ),
  ]);
  streams.abort();
  await Promise.all(open);
}
