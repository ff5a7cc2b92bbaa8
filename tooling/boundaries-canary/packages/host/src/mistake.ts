import { mistake as store } from "../../core/src/store/sqlite/mistake.ts";

export const mistake: unknown = store;
