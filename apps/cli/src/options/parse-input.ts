import type { z } from "zod";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

/** @throws CliFailure with what the schema has against the input, all at once. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = [...new Set(parsed.error.issues.map(({ message }) => message))];
  const [only = ""] = problems;
  throw problems.length === 1
    ? new CliFailure(EXIT.usage, only)
    : new CliFailure(EXIT.usage, "The input has several errors:", problems);
}
