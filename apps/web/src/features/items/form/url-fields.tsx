import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { positioned } from "../../../base/positions.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Field, TextField } from "../../../ui/field.tsx";

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
        maxLength={ITEM_FIELDS.url.maxChars}
        error={wrong.url}
      />
      {positioned(moreUrls).map(({ value: each, position: index }) => (
        <Field key={index} label={texts.form.urlNumber(index + 2)} error={wrong[`moreUrls[${index}]`]}>
          {(parts) => (
            <div className="input-group input-group-1">
              <input
                {...parts}
                className="input"
                value={each}
                inputMode="url"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={ITEM_FIELDS.url.maxChars}
                ref={(input) => {
                  if (each === "" && input && document.activeElement?.id === ADD) input.focus();
                }}
                onChange={(event) => setMore(index, event.target.value)}
              />
              <div className="input-actions">
                <IconButton
                  icon="close"
                  label={texts.form.removeUrl(index + 2)}
                  onClick={() => {
                    onChange({ moreUrls: moreUrls.filter((_, at) => at !== index) });
                    document.getElementById(ADD)?.focus();
                  }}
                />
              </div>
            </div>
          )}
        </Field>
      ))}
      {moreUrls.length < ITEM_FIELDS.moreUrls.maxEntries && (
        <Button
          id={ADD}
          look="quiet"
          icon="plus"
          className="-ms-3.5 justify-self-start"
          onClick={() => onChange({ moreUrls: [...moreUrls, ""] })}
        >
          {texts.form.addUrl}
        </Button>
      )}
    </div>
  );
}

const ADD = "add-url";
