import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { ImportRefusal } from "../refusal.ts";
import type { ChildLimits } from "./child-limits.ts";
import type { ChildProgram } from "./child-program.ts";
import type { FromChild, ReadAnswer, ReadRequest, ToChild } from "./messages.ts";
import { watchReader } from "./watch-reader.ts";

export interface ReaderProcess {
  /** Resolves when the channel has taken it. */
  readonly send: (message: ToChild) => Promise<void>;
  readonly ask: (request: ReadRequest) => Promise<ReadAnswer>;
  /** Kills it, and resolves when it is gone. */
  readonly end: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: ReadAnswer) => void;
  readonly reject: (error: unknown) => void;
}

export function startReader(program: ChildProgram, limits: ChildLimits, signal?: AbortSignal): ReaderProcess {
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMiB}`, ...program.args], {
    // What it would print may quote the file.
    stdio: ["pipe", "ignore", "ignore", "ipc"],
    serialization: "advanced",
    env: {},
  });
  leaveNoCore(child);
  // A child that can't be started, or is killed at once, reports it by its end.
  child.stdin?.on("error", () => {});
  child.stdin?.end(program.source?.() ?? "");

  const waiting = new Map<number, Waiting>();
  let lastNumber = 0;
  let over: { readonly error: unknown } | null = null;
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));

  const finish = (error: unknown) => {
    if (over) return;
    over = { error };
    watch.stop();
    signal?.removeEventListener("abort", abort);
    child.kill("SIGKILL");
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const abort = () => finish(signal?.reason);
  const watch = watchReader(child, limits, finish);
  signal?.addEventListener("abort", abort, { once: true });

  child.on("message", (message: FromChild) => {
    if ("beat" in message) return watch.beat(message.beat);
    const asked = waiting.get(message.number);
    waiting.delete(message.number);
    if (waiting.size === 0) watch.answered();
    settle(asked, message.answer);
  });
  child.on("error", finish);
  child.on("exit", (code, killed) => finish(endOf(code, killed)));

  const send = (message: ToChild) =>
    new Promise<void>((resolve, reject) => {
      if (over) return reject(over.error);
      child.send(message, (error) => (error ? reject(over ? over.error : error) : resolve()));
    });

  return {
    send,
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (over) return reject(over.error);
        lastNumber += 1;
        waiting.set(lastNumber, { resolve, reject });
        watch.asked(request.ask === "read" ? "read" : "answer");
        send({ number: lastNumber, request }).catch(reject);
      }),
    end: () => {
      finish(new Error("the file is closed"));
      return gone;
    },
  };
}

function settle(asked: Waiting | undefined, answer: ReadAnswer): void {
  if (answer.is === "refused") asked?.reject(new ImportRefusal(answer.reason, answer.about));
  else if (answer.is === "failed") asked?.reject(unreadable(answer.name, answer.frames));
  else asked?.resolve(answer);
}

/** A mistake of ours, for the log; the owner sees a refusal. */
function unreadable(name: string, frames: string): ImportRefusal {
  const cause = new Error(`the reader failed: ${name}`);
  cause.stack = `${cause.message}\n${frames}`;
  const refusal = new ImportRefusal("damaged", "The file can't be understood: something in it is wrong.");
  refusal.cause = cause;
  return refusal;
}

/** V8 aborts a process whose heap is full; the system kills one for lack of memory. */
function endOf(code: number | null, signal: NodeJS.Signals | null): Error {
  if (signal === "SIGABRT" || signal === "SIGKILL" || signal === "SIGTRAP" || code === 134)
    return new ImportRefusal("too-large", "Reading the file needs more memory than an import may take.");
  return new Error(`the process that reads the file ended with ${signal ?? code}`);
}

/** An abort for lack of memory would otherwise write the clear text to the disk. Only Linux has such a switch. */
function leaveNoCore({ pid }: ChildProcess): void {
  if (process.platform !== "linux" || pid === undefined) return;
  try {
    writeFileSync(`/proc/${pid}/coredump_filter`, "0");
  } catch {
    // Without /proc there is nothing to set.
  }
}
