import { mistake as vault } from "../../core/src/vault/mistake.ts";

export const mistake: unknown = vault;
