import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { useLayoutEffect } from "react";
import { positioned } from "../../../base/positions.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Field, TextField } from "../../../ui/field.tsx";
import { TextBox, useTextBox } from "../../../ui/text-box.tsx";

interface UrlFieldsProps {
  readonly url: string;
  readonly moreUrls: readonly string[];
  /** What was refused, by its path. */
  readonly wrong: Readonly<Record<string, string>>;
  readonly onChange: (change: { url?: string; moreUrls?: string[] }) => void;
}

/** The first address, and any number of others. */
export function UrlFields({ url, moreUrls, wrong, onChange }: UrlFieldsProps) {
  const setMore = (index: number, value: string) =>
    onChange({ moreUrls: moreUrls.map((each, at) => (at === index ? value : each)) });
  return (
    <div className="grid gap-3">
      <TextField
        label={texts.words.url}
        value={url}
        onChange={(value) => onChange({ url: value })}
        autoComplete="off"
        inputMode="url"
        maxChars={ITEM_FIELDS.url.maxChars}
        error={wrong.url}
      />
      {positioned(moreUrls).map(({ value: each, position: index }) => (
        <OneMore
          key={index}
          place={index + 2}
          value={each}
          error={wrong[`moreUrls[${index}]`]}
          onChange={(value) => setMore(index, value)}
          onRemove={() => {
            onChange({ moreUrls: moreUrls.filter((_, at) => at !== index) });
            document.getElementById(ADD)?.focus();
          }}
        />
      ))}
      {moreUrls.length < ITEM_FIELDS.moreUrls.maxEntries && (
        <Button
          id={ADD}
          look="quiet"
          icon="plus"
          className="-ms-3.5 justify-self-start"
          onClick={() => onChange({ moreUrls: [...moreUrls, ""] })}
        >
          {itemScreenTexts().form.addUrl}
        </Button>
      )}
    </div>
  );
}

interface OneMoreProps {
  /** Counted from 1, with the first address. */
  readonly place: number;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onRemove: () => void;
}

function OneMore({ place, value, error, onChange, onRemove }: OneMoreProps) {
  const { problem, box } = useTextBox({ value, onChange, maxChars: ITEM_FIELDS.moreUrls.maxChars });
  const { element } = box;
  useLayoutEffect(() => {
    if (document.activeElement?.id === ADD) element.current?.focus();
  }, [element]);
  return (
    <Field label={itemScreenTexts().form.urlNumber(place)} error={problem ?? error}>
      {(parts) => (
        <div className="input-group input-group-1">
          <TextBox {...parts} box={box} className="input" inputMode="url" autoComplete="off" />
          <div className="input-actions">
            <IconButton icon="close" label={itemScreenTexts().form.removeUrl(place)} onClick={onRemove} />
          </div>
        </div>
      )}
    </Field>
  );
}

const ADD = "add-url";
