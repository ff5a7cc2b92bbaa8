import { textsApart } from "./apart.ts";
import { generatorScreen as de } from "./de/generator-screen.ts";
import { generatorScreen as en } from "./en/generator-screen.ts";

export const generatorTexts = textsApart({ en, de });
