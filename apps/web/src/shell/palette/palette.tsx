import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { foldedPaths } from "../../data/categories/category-tree.ts";
import { SEARCH_CONTEXT } from "../../data/items/search-context.ts";
import { shownName } from "../../data/items/shown-name.ts";
import { useItemActions } from "../../data/items/use-item-actions.ts";
import type { TagCount } from "../../data/tags/count-tags.ts";
import { hintOf, shortcutOf } from "../../lib/keymap.ts";
import { paletteTexts } from "../../texts/palette-texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { MessagesRegion } from "../../ui/messages-region.tsx";
import { useModal } from "../../ui/use-modal.ts";
import { UserText } from "../../ui/user-text.tsx";
import { itemActions } from "./item-actions.ts";
import { GROUPS, groupOf, type PaletteEntry, paletteEntries } from "./palette-entries.ts";
import { PaletteOption } from "./palette-option.tsx";
import { PalettePreview } from "./palette-preview.tsx";
import { type PaletteCommands, usePaletteActions } from "./use-palette-actions.ts";
import "./palette.css";

export interface PaletteProps {
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly commands: PaletteCommands;
  readonly typed: () => string;
  readonly onOpen: (item: ItemSummary) => void;
  readonly onEdit: (item: ItemSummary) => void;
  readonly onTags: (items: readonly ItemSummary[]) => void;
  readonly onClose: () => void;
}

/** Finds items and actions by a few letters. The focus stays in the box; arrows move through what is listed. */
export function Palette({
  items,
  categories,
  tags,
  commands,
  typed,
  onOpen,
  onEdit,
  onTags,
  onClose,
}: PaletteProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState(typed);
  const [active, setActive] = useState(0);
  /** The item whose own actions are listed. */
  const [within, setWithin] = useState<ItemSummary | null>(null);
  const doing = useItemActions();
  const actions = usePaletteActions(commands, categories, tags);
  useModal(dialog, id);
  useEffect(() => box.current?.focus(), []);

  const entries = useMemo((): readonly PaletteEntry[] => {
    if (within)
      return paletteEntries(query, [], {
        actions: itemActions(within, doing, { open: onOpen, edit: onEdit, tags: (item) => onTags([item]) }),
        context: SEARCH_CONTEXT,
      });
    const categoryNames = foldedPaths(categories);
    return paletteEntries(query, items, { actions, context: { ...SEARCH_CONTEXT, categoryNames } });
  }, [query, within, items, actions, categories, doing, onOpen, onEdit, onTags]);
  const selected = entries[Math.min(active, entries.length - 1)];
  const groups = GROUPS.map((group) => ({
    group,
    listed: entries.filter((entry) => groupOf(entry, query) === group),
  })).filter(({ listed }) => listed.length > 0);
  const previewed = within ?? (selected?.kind === "item" ? selected.item : null);

  useEffect(() => {
    if (selected) document.getElementById(`${id}-${selected.key}`)?.scrollIntoView({ block: "nearest" });
  }, [selected, id]);

  const enter = (item: ItemSummary | null) => {
    setWithin(item);
    setQuery("");
    setActive(0);
    box.current?.focus();
  };
  const take = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    // First, so that the focus is back where it came from when the action moves it on.
    onClose();
    queueMicrotask(() => (entry.kind === "item" ? onOpen(entry.item) : entry.run()));
  };
  const onKey = (event: KeyboardEvent) => {
    const key = shortcutOf(event, "palette");
    const count = Math.max(1, entries.length);
    const atEnd = box.current?.selectionStart === query.length;
    if (event.key === "ArrowDown") setActive((active + 1) % count);
    else if (event.key === "ArrowUp") setActive((active - 1 + count) % count);
    else if (key === "take") take(selected);
    else if (key === "actionsOf" && atEnd && selected?.kind === "item") enter(selected.item);
    else if (within && (event.key === "Escape" || (event.key === "Backspace" && query === ""))) enter(null);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={paletteTexts().title}
      onCancel={(event) => {
        event.preventDefault();
        if (within) enter(null);
        else onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="palette-head">
        <Icon name="search" size={18} />
        {within && <UserText className="palette-within" text={shownName(within)} />}
        <input
          ref={box}
          className="palette-box"
          type="text"
          role="combobox"
          inputMode="search"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-label={paletteTexts().title}
          aria-autocomplete="list"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={selected && `${id}-${selected.key}`}
          placeholder={within ? paletteTexts().placeholderWithin : paletteTexts().placeholder}
          value={query}
          onKeyDown={onKey}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
        />
      </div>
      <div className="palette-body" data-preview={previewed !== null || undefined}>
        <div id={`${id}-list`} role="listbox" aria-label={paletteTexts().found} className="palette-list">
          {groups.map(({ group, listed }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset isn't what groups options
            <div key={group} role="group" aria-label={paletteTexts().groups[group]}>
              {within === null && (
                <p className="palette-heading" aria-hidden="true">
                  {paletteTexts().groups[group]}
                </p>
              )}
              {listed.map((entry) => (
                <PaletteOption
                  key={entry.key}
                  id={`${id}-${entry.key}`}
                  entry={entry}
                  isSelected={entry === selected}
                  onPoint={() => setActive(entries.indexOf(entry))}
                  onTake={() => take(entry)}
                />
              ))}
            </div>
          ))}
        </div>
        {previewed && <PalettePreview item={previewed} categories={categories} />}
      </div>
      <p role="status" className={entries.length === 0 ? "palette-none" : "sr-only"}>
        {entries.length === 0 ? paletteTexts().nothing(query) : paletteTexts().count(entries.length)}
      </p>
      {selected?.kind === "item" && (
        <div className="palette-foot">
          <kbd className="kbd">↵</kbd> {paletteTexts().openItem}
          <button type="button" className="palette-more" onClick={() => enter(selected.item)}>
            <kbd className="kbd">{hintOf("actionsOf", "palette")}</kbd> {paletteTexts().more}
          </button>
        </div>
      )}
      <MessagesRegion modal={id} />
    </dialog>
  );
}
