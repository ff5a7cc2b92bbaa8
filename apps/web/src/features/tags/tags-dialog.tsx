import { ITEM_FIELDS } from "@opp/core/items/field-table";
import type { ItemSummary } from "@opp/core/schemas/items";
import { foldText } from "@opp/core/search/fold-text";
import { tagKey } from "@opp/core/tags/tag-list";
import { useMemo, useState } from "react";
import type { TagCount } from "../../data/tags/count-tags.ts";
import { useTagActions } from "../../data/tags/use-tag-actions.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { textProblem } from "../../ui/text-problem.ts";
import { type Choice, changeOf, type Share, sharesOf, tagTyped, toggle } from "./parts/tag-choice.ts";
import "./tag-controls.css";

interface TagsDialogProps {
  readonly items: readonly ItemSummary[];
  readonly tags: readonly TagCount[];
  readonly onClose: () => void;
}

/** Adds tags to items and removes them. Enter adds the typed tag; with an empty box, it saves. */
export function TagsDialog({ items, tags, onClose }: TagsDialogProps) {
  const actions = useTagActions();
  const [typed, setTyped] = useState("");
  const [choice, setChoice] = useState<Choice>(new Map());
  const [busy, setBusy] = useState(false);
  const shares = useMemo(() => sharesOf(items), [items]);
  const { countOf, shareOf } = shares;
  const there = tags.map((tag) => tag.name);
  const known = [
    // Those that the items have come first: they are few.
    ...there.filter((tag) => countOf(tag) > 0),
    ...newTags(choice, tags),
    ...there.filter((tag) => countOf(tag) === 0),
  ];
  const name = tagTyped(typed, known);
  const text = foldText(name);
  const shown = known.filter((each) => foldText(each).includes(text));
  const isNew =
    name !== "" && !known.includes(name) && textProblem(name, ITEM_FIELDS.tags.maxChars) === undefined;
  const { add, remove } = changeOf(shares, choice);
  const choose = (next: Choice) => {
    setChoice(next);
    setTyped("");
  };
  const give = () =>
    (isNew || known.includes(name)) && choose(new Map(choice).set(tagKey(name), { name, share: "all" }));
  const save = async () => {
    if (busy) return;
    setBusy(true);
    if (add.length + remove.length === 0 || (await actions.change(items, { add, remove }))) onClose();
    else setBusy(false);
  };

  return (
    <Dialog
      title={texts.tags.dialogTitle(items.length)}
      onClose={onClose}
      onSubmit={() => (name === "" ? void save() : give())}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="primary" busy={busy} onClick={() => void save()}>
            {texts.save}
          </Button>
        </>
      }
    >
      <TextField
        label={texts.tags.find}
        value={typed}
        onChange={setTyped}
        maxChars={ITEM_FIELDS.tags.maxChars}
        autoComplete="off"
        autoFocus
        hint={known.length === 0 ? texts.tags.none : texts.tags.findHint}
      />
      <ul className="tag-choice">
        {shown.map((tag) => {
          const was = shareOf(tag);
          return (
            <li key={tagKey(tag)}>
              <TagCheck
                tag={tag}
                share={choice.get(tagKey(tag))?.share ?? was}
                some={countOf(tag)}
                onToggle={() => choose(toggle(choice, tag, was))}
              />
            </li>
          );
        })}
      </ul>
      {isNew && (
        <Button look="quiet" icon="plus" className="justify-self-start" onClick={give}>
          {texts.tags.add(name)}
        </Button>
      )}
    </Dialog>
  );
}

/** Tags selected here that no item has yet. */
const newTags = (choice: Choice, tags: readonly TagCount[]): readonly string[] =>
  [...choice].flatMap(([key, { name }]) => (tags.some((tag) => tag.key === key) ? [] : name));

interface TagCheckProps {
  readonly tag: string;
  readonly share: Share;
  readonly some: number;
  readonly onToggle: () => void;
}

function TagCheck({ tag, share, some, onToggle }: TagCheckProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={share === "all"}
        ref={(box) => {
          if (box) box.indeterminate = share === "some";
        }}
        onChange={onToggle}
      />
      <span className="min-w-0 break-words">
        <bdi>{tag}</bdi>
        {share === "some" && <span className="quiet small"> · {texts.tags.some(some)}</span>}
      </span>
    </label>
  );
}
