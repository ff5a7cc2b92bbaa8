import { mistake as store } from "../../core/src/store/sqlite/mistake.ts";
import { mistake as host } from "../../host/src/mistake.ts";

export const mistake: unknown = [store, host];
