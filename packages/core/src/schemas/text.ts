import { z } from "zod";
import { isWellFormed } from "../rules/text.ts";

/** Text that someone sends. @param name how a sentence about it begins, such as "A tag". */
export const sentText = (name: string, refusal = `${name} must be text.`): z.ZodString =>
  z.string(refusal).refine(isWellFormed, `${name} contains half a character (a lone surrogate).`);
