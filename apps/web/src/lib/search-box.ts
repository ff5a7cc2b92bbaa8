import { createStore } from "../base/external-store.ts";
import { whenVaultCloses } from "./session/session.ts";

/** The text of the search box. Outside React, so that typing renders only the list again. */
export const searchBoxStore = createStore("");
whenVaultCloses(() => searchBoxStore.set(""));
