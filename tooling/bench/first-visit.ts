import type { Browser, CDPSession, Page } from "@playwright/test";
import { type Row, row } from "./row.ts";

const MARK_KB = 220;

/**
 * Everything that a browser without a cache fetches, as it comes over the wire, headers and icons too: until the login is there
 * and nothing more is asked for; and on, until the vault's list is painted, without the answers that are the vault itself.
 */
export async function* firstVisit(
  browser: Browser,
  url: string,
  logIn: (page: Page) => Promise<unknown>,
): AsyncGenerator<Row> {
  const context = await browser.newContext({ locale: "en-GB", serviceWorkers: "block" });
  const page = await context.newPage();
  const fetched = await countFetched(await context.newCDPSession(page));
  await page.goto(url, { waitUntil: "networkidle" });
  yield weightRow("first visit until the log-in is there: all that is fetched", fetched());
  await logIn(page);
  yield weightRow(
    "first visit until the list is painted, without its data",
    fetched().filter(({ path }) => !path.startsWith("/api/")),
  );
  await context.close();
}

interface Fetched {
  readonly path: string;
  readonly bytes: number;
}

async function countFetched(network: CDPSession): Promise<() => readonly Fetched[]> {
  const paths = new Map<string, string>();
  const fetched: Fetched[] = [];
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ requestId, request }) => {
    paths.set(requestId, new URL(request.url).pathname);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    fetched.push({ path: paths.get(requestId) ?? "", bytes: encodedDataLength });
  });
  return () => fetched;
}

function weightRow(what: string, fetched: readonly Fetched[]): Row {
  const kb = fetched.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  const files = fetched.length;
  const reached = kb <= MARK_KB;
  return row(what, `${kb.toFixed(0)} kB`, `≤ ${MARK_KB} kB`, reached, `${files} answers`, { kb, files });
}
