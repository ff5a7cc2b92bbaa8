import { mistake as store } from "../store/mistake.ts";

export const mistake: unknown = store;
