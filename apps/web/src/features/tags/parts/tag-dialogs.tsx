import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { TAG_SEPARATOR, tagKey, tidyTag } from "@opp/core/tags/tag-list";
import { useState } from "react";
import type { TagCount } from "../../../data/tags/count-tags.ts";
import { useTagActions } from "../../../data/tags/use-tag-actions.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { textProblem } from "../../../ui/text-problem.ts";

interface TagDialogProps {
  readonly tag: TagCount;
  readonly onClose: () => void;
}

export function RenameTagDialog({
  tag,
  tags,
  onClose,
}: TagDialogProps & { readonly tags: readonly TagCount[] }) {
  const actions = useTagActions();
  const [typed, setTyped] = useState(tag.name);
  const [busy, setBusy] = useState(false);
  const name = tidyTag(typed);
  const hasComma = name.includes(TAG_SEPARATOR);
  const isReady = name !== "" && !hasComma && textProblem(name, ITEM_FIELDS.tags.maxChars) === undefined;
  const other = tags.find(({ key }) => key === tagKey(name) && key !== tag.key);
  const save = async () => {
    if (!isReady || busy) return;
    setBusy(true);
    const through = name === tag.name || (await actions.rename(tag.name, name));
    if (through) onClose();
    else setBusy(false);
  };

  return (
    <Dialog
      title={texts.tags.renameTitle}
      onClose={onClose}
      onSubmit={() => void save()}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!isReady}>
            {texts.save}
          </Button>
        </>
      }
    >
      <TextField
        label={texts.tags.name}
        value={typed}
        onChange={setTyped}
        maxChars={ITEM_FIELDS.tags.maxChars}
        autoComplete="off"
        autoFocus
        hint={other && texts.tags.merges(other.name)}
        error={hasComma ? texts.tags.noComma : undefined}
      />
    </Dialog>
  );
}

export function RemoveTagDialog({ tag, onClose }: TagDialogProps) {
  const actions = useTagActions();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    if (busy) return;
    setBusy(true);
    if (await actions.remove(tag.name)) onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      title={texts.tags.removeTitle(tag.name)}
      onClose={onClose}
      onSubmit={() => void remove()}
      foot={
        <>
          <Button onClick={onClose} data-autofocus>
            {texts.cancel}
          </Button>
          <Button look="danger" type="submit" busy={busy}>
            {texts.tags.remove}
          </Button>
        </>
      }
    >
      <p>{texts.tags.removeText(tag.count)}</p>
    </Dialog>
  );
}
