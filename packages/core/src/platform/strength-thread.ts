import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { VaultError } from "../errors.ts";
import type { PasswordStrength } from "../schemas/generator.ts";
import type { EstimateStrengths, JudgedPassword } from "../vault/deps.ts";

export interface StrengthJob {
  readonly number: number;
  readonly passwords: readonly JudgedPassword[];
}

interface StrengthResult {
  readonly number: number;
  readonly strengths: readonly PasswordStrength[];
}

interface Waiting {
  readonly resolve: (strengths: readonly PasswordStrength[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Callers take turns at the thread after so many; each costs a millisecond as a rule, and 50 at worst. */
const PASSWORDS_A_JOB = 20;
const MAX_CALLERS = 16;
const RETRY_AFTER_SECONDS = 2;

/**
 * Estimates in a thread of its own: the dictionaries take 0.3 s to load, and ten thousand passwords some ten seconds, which
 * would hold everyone up. The thread starts when it is first needed and ends after a quiet minute, with its 100 MB and
 * whatever passwords it has seen.
 */
export function createStrengthThread(quietMilliseconds = 60_000): EstimateStrengths {
  const loadProgram = readProgram();
  let thread: Worker | null = null;
  let quietTimer: NodeJS.Timeout | undefined;
  let lastNumber = 0;
  let callers = 0;
  const waiting = new Map<number, Waiting>();

  function startThread(): Worker {
    const program = loadProgram();
    const started = new Worker(program, {
      eval: typeof program === "string",
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const forget = (error: unknown) => {
      if (thread !== started) return;
      thread = null;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("message", ({ number, strengths }: StrengthResult) => {
      waiting.get(number)?.resolve(strengths);
      waiting.delete(number);
    });
    started.on("error", forget);
    started.on("exit", (code) => forget(new Error(`the strength thread ended with ${code}`)));
    return started;
  }

  const run = (passwords: readonly JudgedPassword[]) =>
    new Promise<readonly PasswordStrength[]>((resolve, reject) => {
      thread ??= startThread();
      lastNumber += 1;
      waiting.set(lastNumber, { resolve, reject });
      thread.postMessage({ number: lastNumber, passwords } satisfies StrengthJob);
    });

  function endWhenQuiet(): void {
    if (callers > 0) return;
    thread?.unref();
    quietTimer = setTimeout(() => {
      const ended = thread;
      thread = null;
      void ended?.terminate();
    }, quietMilliseconds).unref();
  }

  return async (passwords) => {
    if (callers >= MAX_CALLERS) throw new VaultError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    callers += 1;
    clearTimeout(quietTimer);
    thread?.ref();
    try {
      const strengths: PasswordStrength[] = [];
      for (let at = 0; at < passwords.length; at += PASSWORDS_A_JOB) {
        strengths.push(...(await run(passwords.slice(at, at + PASSWORDS_A_JOB))));
      }
      return strengths;
    } finally {
      callers -= 1;
      endWhenQuiet();
    }
  };
}

/**
 * The source file; in the bundle, its text, read now because a newer build may replace the file before the thread starts, and held
 * compressed, half its size. The command line's bundle has neither, and never asks.
 */
function readProgram(): () => URL | string {
  const bundled = join(import.meta.dirname, "strength-worker.cjs.gz");
  if (!existsSync(bundled)) return () => new URL("./strength-worker.ts", import.meta.url);
  const compressed = readFileSync(bundled);
  return () => gunzipSync(compressed).toString("utf8");
}
