import { useCallback, useEffect, useRef } from "react";
import { useStore } from "../base/external-store.ts";
import {
  formatRoute,
  goTo,
  parseRoute,
  type ReturnPlace,
  type Route,
  useRoute,
  type View,
} from "../lib/route.ts";
import { searchBoxStore } from "../lib/search-box.ts";
import { draftStore } from "../lib/session/draft.ts";
import { SCREEN_PATHS } from "./route-table.tsx";

interface Navigation {
  readonly route: Route;
  /** Runs it at once, or once the person gave up an unsaved form. */
  readonly leave: (proceed: () => void) => void;
  readonly visit: (next: Route, how?: "push" | "replace", returnsTo?: ReturnPlace) => void;
  /** Shows a view without a detail, and clears the search. */
  readonly show: (view: View) => void;
}

/**
 * The current route, and the ways to another; none loses an unsaved form.
 * @param ask asks before a form is discarded, and calls its argument if the user agrees
 */
export function useNavigation(ask: (proceed: () => void) => void): Navigation {
  const route = useRoute(SCREEN_PATHS);
  const draft = useStore(draftStore);

  // A draft that was sealed by a lock is shown where it was begun; Back out of it asks first.
  const here = formatRoute(route);
  const settled = useRef(false);
  useEffect(() => {
    const kept = draftStore.get();
    if (kept && kept.route !== here) {
      goTo(parseRoute(kept.route, SCREEN_PATHS), "replace");
      if (settled.current) ask(() => goTo(parseRoute(here, SCREEN_PATHS)));
    }
    settled.current = true;
  }, [here, ask]);
  // A reload or a closed tab asks before it loses what was typed.
  useEffect(() => {
    if (!draft) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, [draft]);

  const leave = useCallback(
    (proceed: () => void) => {
      if (draftStore.get()) ask(proceed);
      else proceed();
    },
    [ask],
  );
  const visit = useCallback<Navigation["visit"]>(
    (next, how, returnsTo) => leave(() => goTo(next, how, returnsTo)),
    [leave],
  );
  const show = useCallback(
    (view: View) => {
      searchBoxStore.set("");
      visit({ view, detail: null });
    },
    [visit],
  );
  return { route, leave, visit, show };
}
