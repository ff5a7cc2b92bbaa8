import type { SecondFactorProof } from "@opp/core/schemas/second-factor";
import { useEffect, useRef, useState } from "react";
import { CallFault } from "../../base/call-fault.ts";
import { steadyNow } from "../../base/steady-clock.ts";
import { trpc } from "../../data/client/trpc.ts";
import { describeFailure } from "../../lib/failure.ts";
import { passkeyObstacle } from "../../lib/passkeys/obstacle.ts";
import { loadCeremony } from "../../lib/passkeys/on-demand.ts";
import { type Action, useAction } from "../../lib/use-action.ts";
import type { Question } from "./parts/question.ts";
import type { SignedChallenge } from "./parts/sign-challenge.ts";

/** An action that the server may want a second factor for. `CodeField` shows the question. */
export interface ProvedAction<Input extends unknown[]> extends Action<Input> {
  readonly code: AskedCode;
}

export interface AskedCode {
  /** null: the server hasn't asked. */
  readonly question: Question | null;
  readonly change: (changed: Partial<Pick<Question, "kind" | "typed">>) => void;
  /** Repeats the action, for what needs nothing typed. */
  readonly repeat: () => void;
  readonly running: boolean;
}

/** As the procedures take it. */
type SentProof = Exclude<SecondFactorProof, { readonly kind: "passkey" }> | SignedChallenge;

/** For calls from outside a session, which take the proof with them. The second value: how many wrong codes were sent before. */
export function useProvedAction(
  act: (proof: SentProof | undefined, wrongCodes: number) => Promise<void>,
): ProvedAction<[]> {
  const asking = useQuestion();
  return useAsked(asking, () =>
    asking.prove(async (proof) => {
      try {
        await act(proof, asking.now()?.refused ?? 0);
      } catch (error) {
        if (isCode(error, "SECOND_FACTOR_REQUIRED")) await asking.ask(proof ? "used" : null, error);
        if (isCode(error, "SECOND_FACTOR_INCORRECT")) await asking.ask("refused", error);
        throw error;
      }
    }),
  );
}

/** For calls within a session: the proof is sent first, and is good for ten minutes, whatever becomes of the call. */
export function useStepUpAction<Input extends unknown[]>(
  act: (...input: Input) => Promise<void>,
): ProvedAction<Input> {
  const { client } = trpc.useUtils();
  const asking = useQuestion();
  return useAsked(asking, (...input) =>
    asking.prove(async (proof) => {
      if (proof) {
        try {
          await client.auth.stepUp.mutate({ secondFactor: proof });
        } catch (error) {
          if (isCode(error, "SECOND_FACTOR_INCORRECT")) await asking.ask("refused", error);
          throw error;
        }
        asking.forget();
      }
      try {
        await act(...input);
      } catch (error) {
        if (isCode(error, "SECOND_FACTOR_REQUIRED")) await asking.ask(null, error);
        throw error;
      }
    }),
  );
}

const isCode = (error: unknown, code: string): boolean => describeFailure(error).code === code;

/** What few forms need: it is fetched when the server asks. */
async function loadRules() {
  try {
    const [question, signing] = await Promise.all([
      import("./parts/question.ts"),
      import("./parts/sign-challenge.ts"),
    ]);
    return { ...question, ...signing };
  } catch {
    throw new CallFault(navigator.onLine ? "UNREACHABLE" : "OFFLINE");
  }
}

function useQuestion() {
  const [question, setQuestion] = useState<Question | null>(null);
  // The question of this moment, for an action that asks more than once.
  const latest = useRef(question);
  const rules = useRef<Awaited<ReturnType<typeof loadRules>> | null>(null);
  const set = (next: Question | null) => {
    latest.current = next;
    setQuestion(next);
  };
  const now = () => latest.current;
  const proofNow = async (): Promise<SentProof | undefined> => {
    const asked = now();
    if (!asked || !rules.current) return undefined;
    const { freshChallenge, proofIn, signChallenge } = rules.current;
    if (asked.kind !== "passkey") return proofIn(asked.typed) ?? undefined;
    const challenge = freshChallenge(asked, steadyNow());
    if (challenge === null) return undefined;
    // Whatever becomes of it, it isn't signed twice.
    set({ ...asked, passkey: null });
    return signChallenge(challenge);
  };
  return {
    question,
    now,
    isUnreadable: (): boolean => {
      const asked = now();
      return (
        asked !== null &&
        asked.kind !== "passkey" &&
        asked.typed.trim() !== "" &&
        rules.current?.proofIn(asked.typed) === null
      );
    },
    ask: async (problem: Question["problem"], error?: unknown): Promise<void> => {
      rules.current ??= await loadRules();
      const { askAgain, askedBy } = rules.current;
      const usable = passkeyObstacle() === null;
      set(askAgain(now(), problem, askedBy(error, { now: steadyNow(), usable })));
    },
    change: (changed: Partial<Pick<Question, "kind" | "typed">>) => {
      const asked = now();
      if (asked) set({ ...asked, ...changed, problem: null });
    },
    forget: () => set(null),
    /** A passkey's challenge may have grown old: the server is then asked for another one first, which takes no one's time. */
    prove: async (attempt: (proof: SentProof | undefined) => Promise<void>): Promise<void> => {
      const proof = await proofNow();
      const asks = proof === undefined && now()?.kind === "passkey";
      try {
        return await attempt(proof);
      } catch (error) {
        if (!asks || !isCode(error, "SECOND_FACTOR_REQUIRED")) throw error;
      }
      await attempt(await proofNow());
    },
  };
}

function useAsked<Input extends unknown[]>(
  { question, isUnreadable, ask, change }: ReturnType<typeof useQuestion>,
  act: (...input: Input) => Promise<void>,
): ProvedAction<Input> {
  const action = useAction(act);
  const { failure, running } = action;
  const input = useRef<Input | null>(null);
  const isPasskey = question?.kind === "passkey";
  useEffect(() => {
    // So that a browser still takes the window for what the click asked for.
    if (isPasskey) void loadCeremony().catch(() => {});
  }, [isPasskey]);
  // The field itself says it.
  const isAsked =
    failure?.code === "SECOND_FACTOR_REQUIRED" ||
    (failure?.code === "SECOND_FACTOR_INCORRECT" && question !== null);
  return {
    ...action,
    failure: isAsked ? null : failure,
    code: {
      question,
      change,
      running,
      repeat: () => {
        if (input.current) void action.run(...input.current);
      },
    },
    async run(...given) {
      input.current = given;
      if (!isUnreadable()) return action.run(...given);
      await ask("unreadable");
      return false;
    },
  };
}
