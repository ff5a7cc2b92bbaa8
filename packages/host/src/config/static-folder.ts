import { existsSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "../errors/start-refusal.ts";

/** @throws StartRefusal unless it holds a web app. */
export function refuseWithoutPage(folder: string): void {
  if (existsSync(join(folder, "index.html"))) return;
  throw new StartRefusal([
    `The web app's folder ${folder} has no index.html. Set OPP_STATIC_FOLDER=<a folder that has one>, or leave it out`,
  ]);
}
