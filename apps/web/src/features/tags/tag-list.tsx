import type { ItemSummary } from "@opp/core/schemas/items";
import { tagKey } from "@opp/core/tags/tag-list";
import { useId, useState } from "react";
import { useStore } from "../../base/external-store.ts";
import { useItemDrops } from "../../data/items/use-item-drops.ts";
import type { TagCount } from "../../data/tags/count-tags.ts";
import { tagOfView } from "../../data/tags/tag-route.ts";
import { useTagActions } from "../../data/tags/use-tag-actions.ts";
import type { View } from "../../lib/route.ts";
import { changeSettings, settingsStore } from "../../lib/settings.ts";
import { texts } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { onDemand } from "../../ui/on-demand.tsx";
import { SideLink } from "../../ui/side-link.tsx";

const [RenameTagDialog] = onDemand(async () => (await import("./parts/tag-dialogs.tsx")).RenameTagDialog);
const [RemoveTagDialog] = onDemand(async () => (await import("./parts/tag-dialogs.tsx")).RemoveTagDialog);

interface TagListProps {
  readonly view: View;
  readonly items: readonly ItemSummary[];
  readonly tags: readonly TagCount[];
  readonly onTag: (tag: string) => void;
}

type Asking = { readonly kind: "rename" | "remove"; readonly tag: TagCount } | null;

const MOST_AT_FIRST = 30;

/** The tags in the sidebar, if the vault has any. */
export function TagList({ view, items, tags, onTag }: TagListProps) {
  const { tagsFolded } = useStore(settingsStore);
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState<Asking>(null);
  const actions = useTagActions();
  const dropTarget = useItemDrops();
  const id = useId();
  const current = tagOfView(view, items);
  const currentKey = current === null ? null : tagKey(current);
  const close = () => setAsking(null);
  const shown = all ? tags : tags.slice(0, MOST_AT_FIRST);
  if (tags.length === 0) return null;

  return (
    <>
      <h2 className="pt-4">
        <button
          type="button"
          className="side-fold eyebrow"
          aria-expanded={!tagsFolded}
          aria-controls={id}
          onClick={() => changeSettings({ tagsFolded: !tagsFolded })}
        >
          {texts.tags.title}
          <Icon name="down" size={14} />
        </button>
      </h2>
      <ul id={id} className="grid grid-cols-1 gap-0.5" hidden={tagsFolded}>
        {shown.map((tag) => (
          <li key={tag.key} className="side-row">
            <SideLink
              icon="tag"
              name={tag.name}
              isCurrent={currentKey === tag.key}
              count={tag.count}
              onShow={() => onTag(tag.name)}
              counted={texts.list.itemsWord}
              drop={dropTarget((dropped) => void actions.change(dropped, { add: [tag.name], remove: [] }))}
            />
            <Menu
              label={texts.tags.actions(tag.name)}
              entries={[
                { icon: "edit", label: texts.tags.rename, run: () => setAsking({ kind: "rename", tag }) },
                { icon: "close", label: texts.tags.remove, run: () => setAsking({ kind: "remove", tag }) },
              ]}
            >
              <Icon name="more" size={18} />
            </Menu>
          </li>
        ))}
        {shown.length < tags.length && (
          <li>
            <button type="button" className="side-link quiet" onClick={() => setAll(true)}>
              <Icon name="more" size={19} />
              {texts.tags.all(tags.length)}
            </button>
          </li>
        )}
      </ul>
      {asking?.kind === "rename" && <RenameTagDialog tag={asking.tag} tags={tags} onClose={close} />}
      {asking?.kind === "remove" && <RemoveTagDialog tag={asking.tag} onClose={close} />}
    </>
  );
}
