import { migrationsFolder } from "../../../testing/temp-store.ts";
import { restoreDatabase } from "./restore-database.ts";

/** Another process for restore-database.test.ts: restores, and kills itself after the step of this number. */
const [file = "", path = "", dieAt] = process.argv.slice(2);
let step = 0;
await restoreDatabase(
  { file, path, migrationsFolder, now: Date.UTC(2026, 0, 2) },
  {
    onProgress: () => {
      step += 1;
      if (step === Number(dieAt)) process.kill(process.pid, "SIGKILL");
    },
  },
);
