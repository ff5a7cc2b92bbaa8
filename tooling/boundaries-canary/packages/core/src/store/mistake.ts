import { mistake as cipher } from "../cipher/mistake.ts";

export const mistake: unknown = cipher;
