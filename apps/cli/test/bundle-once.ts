import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { bundleCli } from "../bundle.mjs";
import { TESTED_BUNDLE } from "./run-opp.ts";

/** The tests run the bundle, rebuilt from the current sources, beside the server as it is built. */
export async function setup(): Promise<void> {
  await bundleCli(TESTED_BUNDLE);
  symlinkSync(join(import.meta.dirname, "..", "..", "server", "dist"), join(TESTED_BUNDLE, "server"));
}
