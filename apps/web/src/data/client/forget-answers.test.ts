import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { forgetAnswers } from "./forget-answers.ts";

it("leaves no answer in a query that left the cache, nor in what still observes it", async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { gcTime: 60_000 } } });
  const stop = forgetAnswers(queries);
  const one = new QueryObserver(queries, { queryKey: ["one"], queryFn: () => "planted" });
  const pages = new InfiniteQueryObserver(queries, {
    queryKey: ["pages"],
    queryFn: () => "planted",
    initialPageParam: null,
    getNextPageParam: () => null,
  });
  const stops = [one.subscribe(() => {}), pages.subscribe(() => {})];
  await vi.waitFor(() => {
    expect(one.getCurrentResult().data).toBe("planted");
    expect(pages.getCurrentResult().data).toMatchObject({ pages: ["planted"] });
  });
  const known = queries.getQueryCache().getAll();
  expect(known).toHaveLength(2);
  queries.clear();
  await vi.waitFor(() => expect(JSON.stringify(known.map(({ state }) => state))).not.toContain("planted"));
  expect(JSON.stringify([one.getCurrentResult(), pages.getCurrentResult()])).not.toContain("planted");
  for (const each of [...stops, stop]) each();
});
