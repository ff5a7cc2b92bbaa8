import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { describeFailure, type Failure } from "./failure.ts";

export interface Action<Input extends unknown[]> {
  /** Resolves to whether it succeeded. A second call while one runs does nothing, so a double click acts once. */
  readonly run: (...input: Input) => Promise<boolean>;
  readonly running: boolean;
  readonly failure: Failure | null;
  readonly forgetFailure: () => void;
}

export function useAction<Input extends unknown[]>(act: (...input: Input) => Promise<void>): Action<Input> {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // State comes too late for the second click of a double click; a ref doesn't.
  const busy = useRef(false);
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });

  const run = useCallback(async (...input: Input) => {
    if (busy.current) return false;
    busy.current = true;
    setRunning(true);
    setFailure(null);
    try {
      await latest.current(...input);
      return true;
    } catch (error) {
      setFailure(describeFailure(error));
      return false;
    } finally {
      busy.current = false;
      setRunning(false);
    }
  }, []);

  return { run, running, failure, forgetFailure: useCallback(() => setFailure(null), []) };
}
