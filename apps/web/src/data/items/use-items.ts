import { LIMITS } from "@opp/core/rules/limits";
import type { Category } from "@opp/core/schemas/categories";
import { useEffect, useMemo } from "react";
import { trpc } from "../client/trpc.ts";
import { flattenPages } from "./items-cache.ts";

export const pageOf = (trash: boolean) => ({ trash, limit: LIMITS.pageRows });

/** All items of the vault (or its trash), without secrets; the first page is available before the last. */
export function useItems(trash: boolean, { enabled = true }: { enabled?: boolean } = {}) {
  const query = trpc.items.list.useInfiniteQuery(pageOf(trash), {
    getNextPageParam: (page) => page.nextCursor,
    enabled,
  });
  const { hasNextPage, isFetchingNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetching, isError, fetchNextPage]);

  const items = useMemo(() => flattenPages(query.data), [query.data]);
  return {
    items,
    isPending: query.isPending,
    isError: query.isError && !query.data,
    stillLoading: hasNextPage,
    failure: query.error,
    refetch: query.refetch,
  };
}

export function useCategories(trash: boolean) {
  const query = trpc.categories.list.useQuery({ trash });
  const categories: readonly Category[] = query.data?.categories ?? NONE;
  return { categories, isPending: query.isPending };
}

const NONE: readonly Category[] = [];
