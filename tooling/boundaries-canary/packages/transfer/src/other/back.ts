import { back } from "../one/back.ts";

export const mistake: unknown = back;
