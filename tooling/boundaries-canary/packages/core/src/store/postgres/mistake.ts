import { mistake as other } from "../sqlite/mistake.ts";

export const mistake: unknown = other;
