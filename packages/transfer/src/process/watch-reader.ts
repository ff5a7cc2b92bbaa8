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

/**
 * Looks after a reading process: its time, its memory, and whether it still answers. Where the system says how much a process has
 * computed, that counts rather than the clock: on a busy machine an honest file waits. `end` is called with the reason, once.
 */
export function watchReader(
  child: ChildProcess,
  limits: ChildLimits,
  end: (reason: Error) => void,
): ReaderWatch {
  let doing: "start" | "read" | "answer" | "idle" = "start";
  let since = performance.now();
  let lastBeat = since;
  /** What it had computed then; null: to be found out at the next look. */
  let computedAtStart: number | null = 0;
  let computedAtBeat: number | null = 0;
  let deriving: DerivingTime = { milliseconds: 0, bytes: 0 };

  const look = async () => {
    const { resident, computed } = await usageOf(child.pid);
    computedAtStart ??= computed;
    computedAtBeat ??= computed;
    const now = performance.now();
    const passed = now - since;
    const busy = computed === null ? passed : computed - (computedAtStart ?? 0);
    const silent = computed === null ? now - lastBeat : computed - (computedAtBeat ?? 0);
    if (silent > limits.silentMilliseconds) return end(tooLong());
    if (doing === "idle" && passed > limits.idleMilliseconds)
      return end(new Error("the file wasn't asked for any more, and is closed"));
    if (doing === "answer" && passed > limits.answerMilliseconds) return end(tooLong());
    if (doing === "read" || doing === "start") {
      if (passed > limits.allMilliseconds) return end(tooLong());
      const parsing = Math.min(busy, passed - deriving.milliseconds);
      if (parsing > limits.parseMilliseconds) return end(tooLong());
    }
    if (resident > limits.residentBytes + deriving.bytes)
      end(
        new ImportRefusal(
          "too-large",
          `Reading the file needs more than ${Math.round(limits.residentBytes / 2 ** 20)} MiB of memory.`,
        ),
      );
  };
  const timer = setInterval(() => void look(), limits.watchMilliseconds);

  const heard = () => {
    lastBeat = performance.now();
    computedAtBeat = null;
  };
  const go = (next: typeof doing) => {
    doing = next;
    since = performance.now();
    computedAtStart = null;
  };
  return {
    beat: (time) => {
      heard();
      deriving = time;
    },
    asked: go,
    answered: () => {
      heard();
      go("idle");
    },
    stop: () => clearInterval(timer),
  };
}

const tooLong = () =>
  new ImportRefusal("too-large", "Reading the file takes longer than an import may take. Split the file.");

/** Linux counts a process' time in hundredths of a second, whatever the kernel's own clock. */
const TICK_MILLISECONDS = 10;

/** Memory in bytes, 0 where the system doesn't say; computing time in milliseconds, null where it doesn't. */
async function usageOf(pid: number | undefined): Promise<{ resident: number; computed: number | null }> {
  if (process.platform !== "linux" || pid === undefined) return { resident: 0, computed: null };
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
  const [status, stat] = await Promise.all([read("status"), read("stat")]);
  const resident = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  // Behind the name, which may have spaces and brackets: user and system time are the 12th and 13th number.
  const numbers = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(numbers[11]) + Number(numbers[12]);
  return { resident, computed: Number.isFinite(ticks) ? ticks * TICK_MILLISECONDS : null };
}
