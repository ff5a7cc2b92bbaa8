import { mistake as api } from "../../api/src/mistake.ts";

export const mistake: unknown = api;
