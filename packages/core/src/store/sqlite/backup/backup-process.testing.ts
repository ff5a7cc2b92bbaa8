import { inSteps } from "../files/in-steps.ts";
import { writeBackup } from "./write-backup.ts";

/** Another process for the tests of backups: makes one, and says how that went; with a count it kills itself at that step. */
const [source = "", target = "", dieAt] = process.argv.slice(2);
let step = 0;
const onProgress = () => {
  step += 1;
  if (step === Number(dieAt)) process.kill(process.pid, "SIGKILL");
};
try {
  await inSteps(writeBackup({ source, target, replace: true, now: Date.now() }), { onProgress });
  process.stdout.write("made");
} catch (error) {
  process.stdout.write(error instanceof Error ? `${error.name}: ${error.message}` : "thrown");
}
