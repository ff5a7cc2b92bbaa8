import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../vault/deps.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (milliseconds) => delay(milliseconds),
  yield: () => nextTurn(),
};
