import { textsApart } from "./apart.ts";
import { filesScreen as de } from "./de/files-screen.ts";
import { filesScreen as en } from "./en/files-screen.ts";

export const filesTexts = textsApart({ en, de });
