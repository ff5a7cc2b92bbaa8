import { z } from "zod";
import { isWellFormed } from "../rules/text.ts";

/** For a name that someone chooses: a row without anything to see can't be found again. */
export const INVISIBLE_NAME =
  "A name needs something to see: spaces and invisible characters alone show nothing.";

/** Text that someone sends. @param name how a sentence about it begins, such as "A tag". */
export const sentText = (name: string, refusal = `${name} must be text.`): z.ZodString =>
  z.string(refusal).refine(isWellFormed, `${name} contains half a character (a lone surrogate).`);
