import { useState } from "react";
import { hintOf } from "../../lib/keymap.ts";
import { texts } from "../../texts/texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { UserText } from "../../ui/user-text.tsx";
import "./tag-controls.css";

/** The item's fields shouldn't be pushed out of sight. */
const MOST_AT_FIRST = 12;

interface TagLinksProps {
  readonly tags: readonly string[];
  readonly onTag: (tag: string) => void;
  readonly onEdit: () => void;
}

/** The tags of the open item; each links to all items that have it. */
export function TagLinks({ tags, onTag, onEdit }: TagLinksProps) {
  const [all, setAll] = useState(false);
  const shown = all ? tags : tags.slice(0, MOST_AT_FIRST);
  // Without any, the button says what it is for.
  if (tags.length === 0)
    return (
      <button
        type="button"
        className="tag-link justify-self-start"
        title={texts.withKey(texts.tags.edit, hintOf("tags", "item"))}
        aria-keyshortcuts={hintOf("tags", "item")}
        onClick={onEdit}
      >
        <Icon name="tag" size={14} />
        {texts.tags.edit}
      </button>
    );
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <ul className="contents" aria-label={texts.tags.title}>
        {shown.map((tag) => (
          <li key={tag} className="flex min-w-0 max-w-full">
            <button
              type="button"
              className="tag-link"
              title={texts.tags.show(tag)}
              onClick={() => onTag(tag)}
            >
              <Icon name="tag" size={14} />
              <UserText className="truncate" text={tag} />
            </button>
          </li>
        ))}
      </ul>
      {shown.length < tags.length && (
        <button type="button" className="tag-link" onClick={() => setAll(true)}>
          {texts.tags.more(tags.length - shown.length)}
        </button>
      )}
      <IconButton
        icon="plus"
        label={texts.tags.edit}
        title={texts.withKey(texts.tags.edit, hintOf("tags", "item"))}
        aria-keyshortcuts={hintOf("tags", "item")}
        onClick={onEdit}
      />
    </div>
  );
}
