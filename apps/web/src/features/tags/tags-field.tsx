import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { foldText } from "@opp/core/search/fold-text";
import { hasTag, splitTags, tidyTags } from "@opp/core/tags/tag-list";
import { type KeyboardEvent, useRef, useState } from "react";
import { texts } from "../../texts/texts.ts";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { textProblem } from "../../ui/text-problem.ts";
import { UserText } from "../../ui/user-text.tsx";
import { tagTyped } from "./parts/tag-choice.ts";
import "./tag-controls.css";

interface TagsFieldProps {
  readonly tags: readonly string[];
  /** Every tag of the vault. */
  readonly known: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (tags: string[]) => void;
}

const MOST_OFFERED = 8;

/**
 * Tags as chips, and a box for one more: Enter or a comma adds it, Backspace in the empty box removes the last. What is being
 * typed counts from the first letter, so that saving or locking the form loses nothing.
 */
export function TagsField({ tags, known, error, onChange }: TagsFieldProps) {
  const [typed, setTyped] = useState("");
  const [chips, setChips] = useState(tags);
  const [told, setTold] = useState(tags);
  const [status, setStatus] = useState("");
  const [active, setActive] = useState(-1);
  const [hasFocus, setHasFocus] = useState(false);
  const [isClosed, setClosed] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  // The form's tags changed from outside: by a draft, or by a version saved elsewhere.
  if (tags !== told) {
    setTold(tags);
    setChips(tags);
    setTyped("");
  }

  const isFull = chips.length >= ITEM_FIELDS.tags.maxEntries;
  const text = foldText(typed.trim());
  const fitting = isFull || text === "" ? [] : known.filter((each) => foldText(each).includes(text));
  const offered = fitting.filter((each) => !hasTag(chips, each)).slice(0, MOST_OFFERED);
  const isOpen = hasFocus && !isClosed && offered.length > 0;
  const selected = isOpen ? offered[active] : undefined;

  const write = (nextChips: readonly string[], nextTyped: string) => {
    const next = tidyTags([...nextChips, tagTyped(nextTyped, known)]);
    setChips(nextChips);
    setTyped(nextTyped);
    setTold(next);
    setActive(-1);
    setClosed(false);
    onChange(next);
  };
  const add = (added: readonly string[], rest = "") => {
    const next = tidyTags([...chips, ...added.map((each) => tagTyped(each, known))]);
    const last = next.at(-1);
    if (last !== undefined && next.length > chips.length) setStatus(texts.tags.added(last));
    write(next, rest);
  };
  const take = (tag: string) => {
    setStatus(texts.tags.taken(tag));
    write(
      chips.filter((each) => each !== tag),
      typed,
    );
    box.current?.focus();
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const last = chips.at(-1);
    if (event.key === "ArrowDown" && isOpen) setActive(Math.min(offered.length - 1, active + 1));
    else if (event.key === "ArrowUp" && isOpen) setActive(Math.max(-1, active - 1));
    else if (event.key === "Escape" && isOpen) setClosed(true);
    else if (event.key === "Enter" && text !== "") add([selected ?? typed]);
    else if (event.key === "Backspace" && typed === "" && last !== undefined) take(last);
    else return;
    event.preventDefault();
  };

  return (
    <Field
      label={texts.tags.title}
      hint={isFull ? texts.tags.full(ITEM_FIELDS.tags.maxEntries) : texts.tags.hint}
      error={problemOf(told) ?? error}
    >
      {(parts) => (
        <div className="relative min-w-0">
          <div className="input tags-box">
            {chips.length > 0 && (
              <ul className="contents" aria-label={texts.tags.title}>
                {chips.map((tag) => (
                  <li key={tag} className="tag-chip">
                    <UserText className="truncate" text={tag} />
                    <button
                      type="button"
                      className="tag-take"
                      aria-label={texts.tags.take(tag)}
                      title={texts.tags.take(tag)}
                      onClick={() => take(tag)}
                    >
                      <Icon name="close" size={14} />
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <input
              {...parts}
              ref={box}
              className="tags-input"
              type="text"
              role="combobox"
              autoComplete="off"
              autoCapitalize="none"
              enterKeyHint="done"
              spellCheck={false}
              aria-autocomplete="list"
              aria-expanded={isOpen}
              aria-controls={isOpen ? `${parts.id}-offer` : undefined}
              aria-activedescendant={selected === undefined ? undefined : `${parts.id}-${active}`}
              readOnly={isFull}
              value={typed}
              onKeyDown={onKey}
              onFocus={() => setHasFocus(true)}
              onBlur={() => {
                setHasFocus(false);
                if (text !== "") add([typed]);
              }}
              onPaste={(event) => {
                const pasted = event.clipboardData.getData("text");
                const tags = pasted.split(/\r\n?|\n/).flatMap(splitTags);
                if (tags.length === 1) return;
                event.preventDefault();
                add([typed, ...tags]);
              }}
              onChange={({ target }) => {
                const parted = splitTags(target.value);
                const rest = parted.pop() ?? "";
                if (parted.length > 0) add(parted, rest);
                else write(chips, rest);
              }}
            />
          </div>
          {isOpen && (
            <div
              ref={bringIntoSight}
              id={`${parts.id}-offer`}
              role="listbox"
              aria-label={texts.tags.offered}
              className="offer"
            >
              {offered.map((tag, index) => (
                <div
                  key={tag}
                  id={`${parts.id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  className="offer-option"
                  // Before the box loses its focus and the offer goes.
                  onPointerDown={(event) => {
                    event.preventDefault();
                    add([tag]);
                  }}
                >
                  <Icon name="tag" size={16} />
                  <UserText className="min-w-0 truncate" text={tag} />
                </div>
              ))}
            </div>
          )}
          <p className="sr-only" role="status">
            {status}
          </p>
        </div>
      )}
    </Field>
  );
}

/** What keeps the tags from being saved. Those that are too many or too long stay, for their owner to shorten or remove. */
function problemOf(tags: readonly string[]): string | undefined {
  const { maxChars, maxEntries } = ITEM_FIELDS.tags;
  if (tags.length > maxEntries) return texts.tags.tooMany(tags.length - maxEntries, maxEntries);
  return tags.map((tag) => textProblem(tag, maxChars)).find((problem) => problem !== undefined);
}

/** The form may be scrolled so far that nothing fits below the box. */
const bringIntoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });
