import { bundleServer } from "../bundle.mjs";
import { TESTED_BUNDLE } from "./test-process.ts";

/** What runs as a process of its own is the bundle, made again from today's sources. */
export const setup = () => bundleServer(TESTED_BUNDLE);
