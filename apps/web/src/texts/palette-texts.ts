import { textsApart } from "./apart.ts";
import { palette as de } from "./de/palette.ts";
import { palette as en } from "./en/palette.ts";

export const paletteTexts = textsApart({ en, de });
