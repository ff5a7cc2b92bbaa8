import { frame } from "../../shell/frame.ts";
import { colour } from "../pear/parts/colour.ts";
import { pear } from "../pear/pear-screen.ts";

export const apple = [frame, colour, pear];
