import { mistake } from "../other/there.ts";

export const there: unknown = mistake;
