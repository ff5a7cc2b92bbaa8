import { en } from "./en.ts";

/** Every language has what English has. */
export type Texts = typeof en;

/** The language in use. A second one is chosen here; no component names a language. */
export const texts: Texts = en;
