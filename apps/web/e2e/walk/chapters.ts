import { accountChapter } from "./account-chapter.ts";
import { brokenChapter } from "./broken-chapter.ts";
import { germanChapter } from "./german-chapter.ts";
import { healthChapter } from "./health-chapter.ts";
import { itemChapter } from "./item-chapter.ts";
import { kindsChapter } from "./kinds-chapter.ts";
import { largeChapter } from "./large-chapter.ts";
import { listChapter } from "./list-chapter.ts";
import { sessionChapter } from "./session-chapter.ts";
import { tagsChapter } from "./tags-chapter.ts";
import type { Chapter } from "./tour.ts";
import { transferChapter } from "./transfer-chapter.ts";
import { vaultChapter } from "./vault-chapter.ts";

/** Every screen in every state: what isn't here is neither in the pictures nor checked. */
export const CHAPTERS: Readonly<Record<string, Chapter>> = {
  session: sessionChapter,
  vault: vaultChapter,
  list: listChapter,
  item: itemChapter,
  kinds: kindsChapter,
  tags: tagsChapter,
  health: healthChapter,
  account: accountChapter,
  transfer: transferChapter,
  large: largeChapter,
  broken: brokenChapter,
  german: germanChapter,
};
