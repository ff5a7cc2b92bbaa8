import { type Completion, complete, completionsAt } from "@opp/core/search/complete-query";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { hintOf, shortcutOf } from "../../../lib/keymap.ts";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Menu } from "../../../ui/menu.tsx";

interface SearchBoxProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly searchBox: RefObject<HTMLInputElement | null>;
  readonly categoryNames: readonly string[];
  readonly tags: readonly string[];
  readonly label: string;
  readonly placeholder: string;
  /** Arrow down while no suggestions are open; Enter while none is selected. */
  readonly onDown: () => void;
  readonly onEnter: () => void;
}

/** The search box. It suggests values for `in:`, `has:`, `is:` and `tag:`, and has a menu of all operators. */
export function SearchBox({
  query,
  onQuery,
  searchBox,
  categoryNames,
  tags,
  label,
  placeholder,
  onDown,
  onEnter,
}: SearchBoxProps) {
  const id = useId();
  const [caret, setCaret] = useState(0);
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [active, setActive] = useState(-1);
  const offered = hasFocus && closedFor !== query ? completionsAt(query, caret, { categoryNames, tags }) : [];
  const isOpen = offered.length > 0;
  const selected = offered[active];

  const write = (text: string, at: number) => {
    onQuery(text);
    setCaret(at);
    setActive(-1);
    // The caret moves only once the text is in the box.
    requestAnimationFrame(() => {
      searchBox.current?.focus();
      searchBox.current?.setSelectionRange(at, at);
    });
  };
  const take = (completion: Completion) => {
    const done = complete(query, caret, completion);
    write(done.text, done.caret);
  };
  const insert = (operator: string) => {
    const text = `${query}${query === "" || query.endsWith(" ") ? "" : " "}${operator}`;
    write(text, text.length);
  };
  const step = (by: number) => setActive((at) => Math.min(offered.length - 1, Math.max(-1, at + by)));

  const onKey = (event: KeyboardEvent) => {
    const id = shortcutOf(event, "search");
    if (id === "clear" && isOpen) setClosedFor(query);
    else if (id === "clear" && query !== "") onQuery("");
    else if (id === "clear") searchBox.current?.blur();
    else if (event.key === "ArrowDown" && isOpen) step(1);
    else if (event.key === "ArrowUp" && isOpen) step(-1);
    else if ((event.key === "Enter" || event.key === "Tab") && selected) take(selected);
    else if (id === "toList") onDown();
    else if (id === "firstHit") onEnter();
    else return;
    event.preventDefault();
  };

  return (
    <search className="input-group input-group-2">
      <span className="pointer-events-none absolute inset-y-0 start-3 grid place-items-center text-quiet">
        <Icon name="search" size={18} />
      </span>
      <input
        ref={searchBox}
        className="input !ps-10"
        type="text"
        role="combobox"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-offer` : undefined}
        aria-activedescendant={selected ? `${id}-${active}` : undefined}
        placeholder={placeholder}
        value={query}
        onKeyDown={onKey}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
        onChange={(event) => {
          onQuery(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setActive(-1);
        }}
      />
      <div className="input-actions">
        {query === "" ? (
          <kbd className="kbd me-1 pointer-coarse:hidden" aria-hidden="true">
            {hintOf("search")}
          </kbd>
        ) : (
          <IconButton icon="close" label={texts.search.clear} onClick={() => write("", 0)} />
        )}
        <Menu
          label={texts.search.operators}
          entries={texts.search.operatorList.map(({ write: operator, means }) => ({
            icon: "filter" as const,
            label: `${operator} ${means}`,
            run: () => insert(operator),
          }))}
        >
          <Icon name="filter" />
        </Menu>
      </div>
      {isOpen && (
        <div id={`${id}-offer`} role="listbox" aria-label={texts.search.offered} className="offer">
          {offered.map((completion, index) => (
            <div
              key={completion.value}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="offer-option"
              // Before the box loses its focus and the offer goes.
              onPointerDown={(event) => {
                event.preventDefault();
                take(completion);
              }}
            >
              <span className="quiet">{completion.operator}:</span>
              {completion.value}
            </div>
          ))}
        </div>
      )}
    </search>
  );
}
