import { LIMITS } from "@opp/core/rules/limits";
import type { ItemCollector } from "../../../build/collect-items.ts";
import { STANDARD_KEYS } from "../../../keepass/keys.ts";
import { type OwnData, readOwnData } from "../../../keepass/own-data.ts";
import { writableText } from "../../../keepass/xml-text.ts";
import type { CategoryPath, NoticeKind, Read } from "../../../model.ts";
import type { RawContent, RawEntry, RawGroup, RawVault } from "../xml/raw-vault.ts";
import { createAttachments } from "./attachments.ts";
import { draftOf } from "./map-entry.ts";
import { timesOf } from "./map-times.ts";
import { createResolver } from "./references.ts";

interface Placed {
  readonly entry: RawEntry;
  readonly path: CategoryPath;
  readonly trashed: boolean;
}

/** A vault as KeePass has it, as items. @param pool contents of attachments that aren't in the XML */
export function mapVault(
  vault: RawVault,
  pool: ReadonlyMap<string, RawContent>,
  collector: ItemCollector,
): Read {
  const { placed, paths } = walk(vault, collector);
  const resolve = createResolver(placed.map(({ entry }) => entry));
  const attachmentsOf = createAttachments(new Map([...vault.binaries, ...pool]));
  const uses = new Map<string, number>();
  const ownByEntry = new Map<RawEntry, OwnData | null>();
  const ownOf = (entry: RawEntry): OwnData | null => {
    const known = ownByEntry.get(entry);
    if (known !== undefined) return known;
    const own = readOwnData(entry.customData);
    ownByEntry.set(entry, own);
    return own;
  };
  const lost = { decorated: 0, olderFields: 0 };

  for (const { entry, path, trashed } of placed) {
    const own = ownOf(entry);
    const said: [NoticeKind, string][] = [];
    const say = (kind: NoticeKind, about: string) => said.push([kind, about]);
    const draft = draftOf(entry, own, { references: resolve, say });
    const attachments = attachmentsOf(entry, own, say);
    const before = trashed ? (paths.get(entry.previousParent) ?? []) : path;
    const name = collector.item({
      ...draft,
      sourceId: sourceIdOf(entry, uses),
      categories: before.length > 0 ? [before] : [],
      trashed,
      ...timesOf(entry, trashed, ownOf),
      attachments,
    });
    for (const [kind, about] of said) collector.note(kind, about, { item: name });
    if (entry.decorated) lost.decorated += 1;
    if (hasOlderFields(entry)) lost.olderFields += 1;
    ownByEntry.clear();
  }
  if (lost.decorated > 0)
    collector.note(
      "noted",
      `colours, icons of the file's own and switched-off auto-type have no place here (items: ${lost.decorated})`,
    );
  if (lost.olderFields > 0)
    collector.note(
      "partly",
      `earlier states keep name, username, password, address and notes; their other fields and files aren't kept where they differ from today's (items: ${lost.olderFields})`,
    );
  if (vault.deletedObjects > 0) collector.note("noted", "the list of entries deleted for good isn't kept");
  return collector.done();
}

/** In document order: every category outside the bin, every entry with its place. */
function walk(vault: RawVault, collector: ItemCollector) {
  const placed: Placed[] = [];
  /** By group: where its entries would be; not of groups in the bin. */
  const paths = new Map<string, CategoryPath>();

  const visit = (group: RawGroup, path: CategoryPath, inBin: boolean): void => {
    if (!inBin) {
      paths.set(group.uuid, path);
      if (path.length > 0 && isCategory(group, path)) collector.category(path);
    }
    if (group.notes.trim() !== "")
      collector.note("partly", `the notes of the group '${group.name}' have no place here`);
    if (group.tags.trim() !== "")
      collector.note("noted", `the tags of the group '${group.name}' have no place here`);
    for (const child of group.children) {
      if (child.is === "entry") placed.push({ entry: child, path, trashed: inBin });
      else {
        const bin = inBin || (child.uuid === vault.recycleBin && /[1-9a-f]/.test(child.uuid));
        visit(child, [...path, nameOf(child)], bin);
      }
    }
  };
  if (vault.root) visit(vault.root, [], false);
  return { placed, paths };
}

/** Levels that will be joined with the next aren't separate categories unless they have entries. */
const isCategory = ({ children }: RawGroup, path: CategoryPath): boolean =>
  path.length < LIMITS.categoryLevels ||
  children.some(({ is }) => is === "entry") ||
  children.every(({ is }) => is === "entry");

function nameOf({ name, customData }: RawGroup): string {
  const raw = readOwnData(customData)?.raw.get("Name");
  return raw !== undefined && writableText(raw) === name ? raw : name;
}

/** An entry may be twice in a damaged file. */
function sourceIdOf({ uuid }: RawEntry, uses: Map<string, number>): string | null {
  if (!/[1-9a-f]/.test(uuid)) return null;
  const use = (uses.get(uuid) ?? 0) + 1;
  uses.set(uuid, use);
  return use === 1 ? `kdbx:${uuid}` : `kdbx:${uuid}#${use}`;
}

/** Whether an earlier state has a field or file that today's hasn't. */
function hasOlderFields({ strings, binaries, history }: RawEntry): boolean {
  if (history.length === 0) return false;
  const now = new Set([
    ...strings.map(({ key, value }) => `${key}\0${value}`),
    ...binaries.map(({ name, ref }) => `${name}\0${ref}`),
  ]);
  return history.some(
    (old) =>
      old.strings.some(
        ({ key, value }) => !STANDARD_KEYS.has(key) && value !== "" && !now.has(`${key}\0${value}`),
      ) || old.binaries.some(({ name, ref }) => !now.has(`${name}\0${ref}`)),
  );
}
