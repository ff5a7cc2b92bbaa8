import { join } from "node:path";
import { nameBuild } from "../../tooling/build-id.mjs";
import { bundleCli } from "./bundle.mjs";

const built = join(import.meta.dirname, ".built");
await bundleCli(built);
nameBuild(built);
