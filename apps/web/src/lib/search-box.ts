import { createStore } from "../base/external-store.ts";
import { whenVaultCloses } from "./session/session.ts";

/** What stands in the search box. Outside the screen, so that a letter typed draws the list anew and nothing else. */
export const searchBoxStore = createStore("");
whenVaultCloses(() => searchBoxStore.set(""));
