import type { Page, Route } from "@playwright/test";

/**
 * Holds back the next request that matches `url`; `route` resolves when it was sent.
 * Wait for this before the action that sends it: without, the request may leave before the page holds anything back.
 */
export async function holdNext(page: Page, url: string): Promise<{ route: Promise<Route> }> {
  let caught: (route: Route) => void = () => {};
  const route = new Promise<Route>((resolve) => (caught = resolve));
  await page.route(url, (held) => caught(held), { times: 1 });
  return { route };
}
