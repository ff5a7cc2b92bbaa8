import { join } from "node:path";
import { bundleCli } from "./bundle.mjs";

await bundleCli(join(import.meta.dirname, "dist"));
