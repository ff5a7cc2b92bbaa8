import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

// Loaded into a server that is measured: on SIGUSR2 it writes the longest hold of the event loop since the last time.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on("SIGUSR2", () => {
  writeFileSync(process.env.HOLD_FILE, `${delay.max / 1e6}\n`);
  delay.reset();
});
