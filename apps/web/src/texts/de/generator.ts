import type { generator as english } from "../en/generator.ts";
import type { Translation } from "../translation.ts";

/** The generator. */
export const generator: Translation<typeof english> = {
  generator: { title: "Generator" },
};
