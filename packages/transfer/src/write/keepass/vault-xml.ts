import { writeOwnData } from "../../keepass/own-data.ts";
import { writeTime } from "../../keepass/times.ts";
import { writableText } from "../../keepass/xml-text.ts";
import type { TreeGroup, VaultTree } from "./vault-tree.ts";
import { type EntryWriting, writeEntry, writeTimes } from "./write-entry.ts";

const PIECE_CHARS = 128 * 1024;
const GROUP_ICON = 48;
const BIN_ICON = 43;
/** KeePass' usual limits would drop versions when it first saves. */
const HISTORY_ITEMS = 20;
const HISTORY_BYTES = 64 * 1024 * 1024;

/** The XML in pieces. */
export function* vaultXml(writing: EntryWriting, { root, bin }: VaultTree): Generator<string> {
  const { xml, now } = writing;
  xml.open('?xml version="1.0" encoding="utf-8" standalone="yes"?');
  xml.open("KeePassFile");
  xml.open("Meta");
  xml.leaves({
    Generator: "OpenPassPhrase",
    DatabaseName: root.name,
    DatabaseNameChanged: writeTime(now),
    DatabaseDescription: "",
    DefaultUserName: "",
    MaintenanceHistoryDays: "365",
    MasterKeyChangeRec: "-1",
    MasterKeyChangeForce: "-1",
  });
  xml.open("MemoryProtection");
  xml.leaves({
    ProtectTitle: "False",
    ProtectUserName: "False",
    ProtectPassword: "True",
    ProtectURL: "False",
    ProtectNotes: "False",
  });
  xml.close("MemoryProtection");
  xml.leaves({
    RecycleBinEnabled: "True",
    RecycleBinUUID: bin.uuid.toString("base64"),
    RecycleBinChanged: writeTime(now),
    HistoryMaxItems: String(HISTORY_ITEMS),
    HistoryMaxSize: String(HISTORY_BYTES),
    SettingsChanged: writeTime(now),
  });
  xml.close("Meta");
  xml.open("Root");
  yield* writeGroup(writing, { ...root, groups: [...root.groups, bin] }, bin);
  xml.leaf("DeletedObjects", "");
  xml.close("Root");
  xml.close("KeePassFile");
  yield xml.take();
}

function* writeGroup(writing: EntryWriting, group: TreeGroup, bin: TreeGroup): Generator<string> {
  const { xml, now } = writing;
  const isBin = group === bin;
  const name = writableText(group.name);
  xml.open("Group");
  xml.leaves({
    UUID: group.uuid.toString("base64"),
    Name: name,
    Notes: "",
    IconID: String(isBin ? BIN_ICON : GROUP_ICON),
  });
  writeTimes(xml, { created: now, updated: now, moved: now, expires: null });
  xml.leaves({
    IsExpanded: isBin ? "False" : "True",
    DefaultAutoTypeSequence: "",
    EnableAutoType: isBin ? "False" : "null",
    EnableSearching: isBin ? "False" : "null",
    LastTopVisibleEntry: "AAAAAAAAAAAAAAAAAAAAAA==",
  });
  if (name !== group.name)
    xml.customData(
      writeOwnData({
        kind: null,
        fields: [],
        tags: null,
        times: null,
        files: new Map(),
        raw: new Map([["Name", group.name]]),
      }),
    );
  for (const item of group.items) {
    writeEntry(writing, item);
    if (xml.length > PIECE_CHARS) yield xml.take();
  }
  for (const each of group.groups) yield* writeGroup(writing, each, bin);
  xml.close("Group");
}
