import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { DerivingTime } from "../derive/deriving-clock.ts";
import { ImportRefusal } from "../refusal.ts";
import type { ChildLimits } from "./child-limits.ts";

export interface ReaderWatch {
  readonly beat: (deriving: DerivingTime) => void;
  readonly asked: (what: "read" | "answer") => void;
  readonly answered: () => void;
  readonly stop: () => void;
}

/** Looks after a reading process: its time, its memory, and whether it still answers. `end` is called with the reason, once. */
export function watchReader(
  child: ChildProcess,
  limits: ChildLimits,
  end: (reason: Error) => void,
): ReaderWatch {
  let doing: "start" | "read" | "answer" | "idle" = "start";
  let since = performance.now();
  let lastBeat = since;
  let deriving: DerivingTime = { milliseconds: 0, bytes: 0 };

  const look = async () => {
    const now = performance.now();
    const passed = now - since;
    if (now - lastBeat > limits.silentMilliseconds) return end(tooLong());
    if (doing === "idle" && passed > limits.idleMilliseconds)
      return end(new Error("the file wasn't asked for any more, and is closed"));
    if (doing === "answer" && passed > limits.answerMilliseconds) return end(tooLong());
    if (doing === "read" || doing === "start") {
      if (passed > limits.allMilliseconds) return end(tooLong());
      if (passed - deriving.milliseconds > limits.parseMilliseconds) return end(tooLong());
    }
    const resident = await residentBytes(child.pid);
    if (resident > limits.residentBytes + deriving.bytes)
      end(
        new ImportRefusal(
          "too-large",
          `Reading the file needs more than ${Math.round(limits.residentBytes / 2 ** 20)} MiB of memory.`,
        ),
      );
  };
  const timer = setInterval(() => void look(), limits.watchMilliseconds);

  const go = (next: typeof doing) => {
    doing = next;
    since = performance.now();
  };
  return {
    beat: (time) => {
      lastBeat = performance.now();
      deriving = time;
    },
    asked: go,
    answered: () => {
      lastBeat = performance.now();
      go("idle");
    },
    stop: () => clearInterval(timer),
  };
}

const tooLong = () =>
  new ImportRefusal("too-large", "Reading the file takes longer than an import may take. Split the file.");

/** 0 where the system doesn't say. */
async function residentBytes(pid: number | undefined): Promise<number> {
  if (process.platform !== "linux" || pid === undefined) return 0;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
