import { common } from "./common.ts";
import { faults } from "./faults.ts";
import { files } from "./files.ts";
import { generator } from "./generator.ts";
import { item } from "./item.ts";
import { keys } from "./keys.ts";
import { kinds } from "./kinds.ts";
import { list } from "./list.ts";
import { session } from "./session.ts";
import { settings } from "./settings.ts";
import { tags } from "./tags.ts";
import { vault } from "./vault.ts";

/** All texts of the app in English. */
export const en = {
  ...common,
  ...faults,
  ...session,
  ...settings,
  ...vault,
  ...list,
  ...keys,
  ...item,
  ...kinds,
  ...files,
  ...generator,
  ...tags,
};
