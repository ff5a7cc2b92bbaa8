import { collectItems } from "../../build/collect-items.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { Reader } from "../reader.ts";
import { mapVault } from "./map/map-vault.ts";
import { parseVault } from "./xml/parse-vault.ts";

export const keepassXmlReader: Reader = {
  format: "keepass2-xml",
  recognise: (look) => look.shape === "xml" && look.root === "KeePassFile",
  read: async (look) => {
    if (look.shape !== "xml") throw new ImportRefusal("damaged", "The file isn't XML.");
    const collector = collectItems("keepass2-xml");
    for (const about of look.decoding) collector.note("noted", about);
    return mapVault(await parseVault([look.text], null), new Map(), collector);
  },
};
