import { readFile } from "../recognise/read-file.ts";
import { serveParent } from "./serve-parent.ts";

// The program of the child process: bundled on its own, see child-program.ts.
serveParent(readFile);
