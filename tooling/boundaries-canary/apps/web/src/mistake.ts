import { mistake as api } from "../../../packages/api/src/mistake.ts";
import { mistake as vault } from "../../../packages/core/src/vault/mistake.ts";

export const mistake: unknown = [api, vault];
