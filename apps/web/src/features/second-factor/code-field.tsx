import { onDemand } from "../../ui/on-demand.tsx";
import type { AskedCode } from "./use-proved-action.ts";

const [CodeInput] = onDemand(async () => (await import("./parts/code-input.tsx")).CodeInput);

/** One more field in a form, once the server asks for a second factor. */
export function CodeField({ code: { question, ...code } }: { code: AskedCode }) {
  // A new field each time it is asked, so that it takes the focus again.
  return question && <CodeInput key={`${question.kind} ${question.times}`} question={question} {...code} />;
}
