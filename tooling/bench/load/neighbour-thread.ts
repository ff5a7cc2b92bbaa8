import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { ask } from "./ask.ts";

// A thread, so that what the attacks cost this program doesn't count as a wait.

const PAUSE_MS = 10;

const { url, headers, from } = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let waits: number[] = [];
let failed = 0;

parentPort?.on("message", () => {
  parentPort?.postMessage({ waits, failed });
  waits = [];
  failed = 0;
});

for (;;) {
  const { status, milliseconds } = await ask(url, { headers, from, agent });
  waits.push(milliseconds);
  if (status !== 200) failed += 1;
  await wait(PAUSE_MS);
}
