import type { SecondFactorProof } from "@opp/core/schemas/second-factor";
import { useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { describeFailure } from "../../lib/failure.ts";
import { type Action, useAction } from "../../lib/use-action.ts";
import { askAgain, proofIn, type Question } from "./parts/question.ts";

/** An action that the server may want a second factor for. `CodeField` shows the question. */
export interface ProvedAction<Input extends unknown[]> extends Action<Input> {
  readonly code: AskedCode;
}

export interface AskedCode {
  /** null: the server hasn't asked. */
  readonly question: Question | null;
  readonly change: (changed: Partial<Pick<Question, "kind" | "typed">>) => void;
}

/** For calls from outside a session, which take the proof with them. The second value: how many wrong codes were sent before. */
export function useProvedAction(
  act: (proof: SecondFactorProof | undefined, wrongCodes: number) => Promise<void>,
): ProvedAction<[]> {
  const asking = useQuestion();
  return useAsked(asking, async () => {
    try {
      await act(asking.proof, asking.question?.refused ?? 0);
    } catch (error) {
      if (isCode(error, "SECOND_FACTOR_REQUIRED")) asking.ask(asking.proof ? "used" : null);
      if (isCode(error, "SECOND_FACTOR_INCORRECT")) asking.ask("refused");
      throw error;
    }
  });
}

/** For calls within a session: the proof is sent first, and is good for ten minutes, whatever becomes of the call. */
export function useStepUpAction<Input extends unknown[]>(
  act: (...input: Input) => Promise<void>,
): ProvedAction<Input> {
  const { client } = trpc.useUtils();
  const asking = useQuestion();
  return useAsked(asking, async (...input) => {
    if (asking.proof) {
      try {
        await client.auth.stepUp.mutate({ secondFactor: asking.proof });
      } catch (error) {
        if (isCode(error, "SECOND_FACTOR_INCORRECT")) asking.ask("refused");
        throw error;
      }
      asking.forget();
    }
    try {
      await act(...input);
    } catch (error) {
      if (isCode(error, "SECOND_FACTOR_REQUIRED")) asking.ask(null);
      throw error;
    }
  });
}

const isCode = (error: unknown, code: string): boolean => describeFailure(error).code === code;

function useQuestion() {
  const [question, setQuestion] = useState<Question | null>(null);
  return {
    question,
    proof: (question && proofIn(question.typed)) ?? undefined,
    ask: (problem: Question["problem"]) => setQuestion((now) => askAgain(now, problem)),
    change: (changed: Partial<Pick<Question, "kind" | "typed">>) =>
      setQuestion((now) => now && { ...now, ...changed, problem: null }),
    forget: () => setQuestion(null),
  };
}

function useAsked<Input extends unknown[]>(
  { question, proof, ask, change }: ReturnType<typeof useQuestion>,
  act: (...input: Input) => Promise<void>,
): ProvedAction<Input> {
  const action = useAction(act);
  const { failure } = action;
  // The field itself says it.
  const isAsked =
    failure?.code === "SECOND_FACTOR_REQUIRED" ||
    (failure?.code === "SECOND_FACTOR_INCORRECT" && question !== null);
  return {
    ...action,
    failure: isAsked ? null : failure,
    code: { question, change },
    async run(...input) {
      if (!question || question.typed.trim() === "" || proof) return action.run(...input);
      ask("unreadable");
      return false;
    },
  };
}
