import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

// Loaded into a server that is measured: on SIGUSR2 it writes the longest hold of the event loop since the last time, and the most processor
// time that one turn of it took. The second doesn't depend on what else the machine does.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let longestTurn = 0;
let before = processorTime();
setInterval(() => {
  const now = processorTime();
  longestTurn = Math.max(longestTurn, now - before);
  before = now;
}, 1).unref();
process.on("SIGUSR2", () => {
  writeFileSync(process.env.HOLD_FILE, `${delay.max / 1e6} ${longestTurn}\n`);
  delay.reset();
  longestTurn = 0;
});

/** The main thread's processor time, in milliseconds. */
function processorTime() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
