import { bundleServer } from "../bundle.mjs";
import { TESTED_BUNDLE } from "./test-process.ts";

/** Separate processes run the bundle, rebuilt from the current sources. */
export const setup = () => bundleServer(TESTED_BUNDLE);
