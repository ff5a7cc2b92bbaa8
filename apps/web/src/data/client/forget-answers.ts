import type { Query, QueryClient } from "@tanstack/react-query";

/**
 * Lets go of an answer as soon as its query leaves the cache. The cache itself keeps what is still shown for another minute, and the
 * browser's engine may keep a query for as long as the page is open.
 * @returns a function that ends this
 */
export const forgetAnswers = (queries: QueryClient): (() => void) =>
  queries.getQueryCache().subscribe(({ type, query }) => {
    // Not before what showed the answer is gone.
    if (type === "removed") setTimeout(() => empty(query));
  });

const EMPTY = { gcTime: 0, retry: false, networkMode: "always" } as const;

/**
 * Fetches nothing, before anything else. Chromium's engine gives alike objects one layout, which holds the getters of the first of
 * them; a request's getters hold its answer. So the first ones are of a request without any, and stay.
 */
export function fetchNothingFirst(queries: QueryClient): void {
  const keep = (context: object): null => {
    firstContexts.push(context);
    return null;
  };
  const behavior = { onFetch: keep };
  void queries.query({ ...EMPTY, queryKey: ["nothing"], queryFn: keep, behavior });
  const pages = { queryKey: ["no pages"], initialPageParam: null };
  void queries.infiniteQuery({ ...EMPTY, ...pages, queryFn: keep });
}

const firstContexts: object[] = [];

/** An answer is in the query's state, in the state before it and in its last request: an empty request takes the place of all three. */
function empty(query: Query): void {
  query.gcTime = 0;
  query.reset();
  void query.fetch({ ...EMPTY, queryKey: query.queryKey, queryFn: () => null }).catch(() => {});
}
