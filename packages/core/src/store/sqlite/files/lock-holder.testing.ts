import { lockDatabase } from "./process-lock.ts";

/** Another process for process-lock.test.ts: takes the lock, says whether it has it, and keeps it until its input ends. */
const [path = "", hold] = process.argv.slice(2);
const lock = await lockDatabase(path, hold === "alone" ? "alone" : "shared", 0).catch((error: Error) => {
  process.stdout.write(`${error.name}\n`);
});
if (lock) {
  process.stdout.write("held\n");
  process.stdin.resume().on("end", () => lock.release());
}
