import { bundleCli } from "../bundle.mjs";
import { TESTED_BUNDLE } from "./run-opp.ts";

/** What the tests run is the bundle, made anew from today's sources. */
export const setup = () => bundleCli(TESTED_BUNDLE);
