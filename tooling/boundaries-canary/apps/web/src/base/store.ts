import { texts } from "../texts/texts.ts";

export const store = texts;
