import { mistake as vault } from "../vault/mistake.ts";

export const mistake: unknown = vault;
