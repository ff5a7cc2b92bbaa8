import { knownInputs } from "@opp/core/generator/known-inputs";
import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { WRITTEN_FIELDS, type WrittenFieldName } from "@opp/core/items/fields";
import { setOtherFields, splitFields } from "@opp/core/items/kind-values";
import { kindEntry } from "@opp/core/items/kinds";
import type { Category } from "@opp/core/schemas/categories";
import type { Item, ItemSummary } from "@opp/core/schemas/items";
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { TagCount } from "../../../data/tags/count-tags.ts";
import { shortcutOf } from "../../../lib/keymap.ts";
import type { Route } from "../../../lib/route.ts";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { generatorTexts } from "../../../texts/generator-texts.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field, TextField } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { useAutofocus } from "../../../ui/use-autofocus.ts";
import { CategoryNameDialog } from "../../categories/category-dialogs.tsx";
import { CategorySelect } from "../../categories/category-select.tsx";
import { GeneratorPanel } from "../../generator/generator-panel.tsx";
import { TagsField } from "../../tags/tags-field.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import { CustomFieldsEditor } from "./custom-fields-editor.tsx";
import { refusedFields } from "./item-values.ts";
import { KindSelect } from "./kind-select.tsx";
import { LaidOutFields, NotesField } from "./laid-out-fields.tsx";
import { MoreFields } from "./more-fields.tsx";
import { useItemForm } from "./use-item-form.ts";

/** Fields that the form arranges itself; the others get the control of their type. */
const PLACED: ReadonlySet<WrittenFieldName> = new Set<WrittenFieldName>([
  "name",
  "username",
  "account",
  "password",
  "totp",
  "url",
  "moreUrls",
  "tags",
  "blob",
  "fields",
  "favourite",
  "kind",
]);
const MORE_FIELDS = WRITTEN_FIELDS.filter((name) => !PLACED.has(name));

interface ItemFormProps {
  readonly item: Item | null;
  readonly route: Route;
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  /** The values that a new item starts with. */
  readonly start?: Pick<ItemValues, "categoryId" | "tags" | "kind">;
  readonly newName?: string;
  /** Opened to change the password, which then has the focus. */
  readonly forPassword?: boolean;
  /** The form is one of several: what is shown of that above the fields, and how to leave this one out. */
  readonly queue?: { readonly bar: ReactNode; readonly onSkip: () => void };
  readonly onClose: () => void;
  /** @param saved left out: nothing was changed */
  readonly onSaved: (id: number, saved?: ItemSummary) => void;
}

export function ItemForm({
  item,
  route,
  categories,
  tags,
  start,
  newName,
  forPassword = false,
  queue,
  onClose,
  onSaved,
}: ItemFormProps) {
  const form = useItemForm({ item, route, start, newName, onSaved });
  const { values, set, saving } = form;
  const [over, setOver] = useState<"generator" | "new category" | null>(null);
  const root = useRef<HTMLFormElement>(null);
  // On a phone, too, where a form that was asked for is empty.
  useAutofocus(root, item === null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isSave = shortcutOf(event, "form") === "save";
    if (!isSave && shortcutOf(event, "anywhere") !== "close") return;
    // What a box offers is closed first.
    if (!isSave && event.target instanceof Element && event.target.matches("[aria-expanded='true']")) return;
    // Else the browser's own Escape would close the question that leaving may ask.
    event.preventDefault();
    if (isSave) void form.save();
    else onClose();
  });
  // In the same step as the form, or a quick key would fall between.
  useLayoutEffect(() => {
    const element = root.current;
    const listen = (event: KeyboardEvent) => onKey(event);
    element?.addEventListener("keydown", listen);
    return () => element?.removeEventListener("keydown", listen);
  }, []);
  const isGone = saving.failure?.code === "NOT_FOUND";
  const { failure, problems } = form;
  const wrong = failure?.fields ?? {};
  const layout: readonly string[] = kindEntry(values.kind).layout;
  const { others } = splitFields(values.kind, values.fields);
  const refused = refusedFields(values, wrong);
  // What is wrong may be far above the button that was pressed.
  useEffect(() => {
    if (problems || failure) root.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [problems, failure]);

  return (
    <>
      <form
        ref={root}
        className="panel-inner !pb-0"
        noValidate
        aria-labelledby="form-title"
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
      >
        <div className="panel-bar">
          <IconButton icon="back" label={texts.back} className="-ms-2 md:!hidden" onClick={onClose} />
          <h2 id="form-title" className="title flex-1">
            {item ? itemScreenTexts().form.editTitle : texts.item.newLong}
          </h2>
          <KindSelect kind={values.kind} onChange={(kind) => set({ kind })} />
          <IconButton icon="close" label={texts.close} className="max-md:!hidden" onClick={onClose} />
        </div>
        {queue?.bar}
        {form.isDraft && (
          <div className="notice" role="status">
            <Icon name="restore" size={18} />
            <p>{itemScreenTexts().form.draftBack}</p>
          </div>
        )}
        <TextField
          label={texts.words.name}
          value={values.name}
          onChange={(name) => set({ name })}
          autoComplete="off"
          autoFocus={!forPassword}
          maxChars={ITEM_FIELDS.name.maxChars}
          placeholder={itemScreenTexts().form.namePlaceholder}
          error={
            form.nameProblem ?? wrong.name ?? (problems?.isEmpty ? itemScreenTexts().form.empty : undefined)
          }
        />
        <LaidOutFields
          values={values}
          base={form.base}
          wrong={wrong}
          totpProblem={problems?.totp ?? null}
          forPassword={forPassword}
          onChange={set}
          onGenerator={() => setOver("generator")}
        />
        <MoreFields names={MORE_FIELDS} values={values} wrong={wrong} onChange={set} />
        <Field
          label={texts.item.category}
          error={failure?.code === "UNKNOWN_CATEGORY" ? itemScreenTexts().form.categoryGone : undefined}
        >
          {(parts) => (
            <CategorySelect
              {...parts}
              className="input"
              value={values.categoryId}
              categories={categories}
              onChange={(id) => set({ categoryId: id })}
              onNew={() => setOver("new category")}
            />
          )}
        </Field>
        <TagsField
          tags={values.tags}
          known={tags.map(({ name }) => name)}
          error={wrong.tags ?? Object.entries(wrong).find(([path]) => path.startsWith("tags["))?.[1]}
          onChange={(next) => set({ tags: next })}
        />
        {!layout.includes("blob") && <NotesField values={values} wrong={wrong} onChange={set} />}
        <CustomFieldsEditor
          fields={others.map(({ field }) => field)}
          isFull={values.fields.length >= ITEM_FIELDS.fields.maxEntries}
          wrong={others.map(({ index }) => ({
            name: problems?.nameless.includes(index)
              ? itemScreenTexts().fields.nameless
              : refused[index]?.name,
            value: refused[index]?.value,
          }))}
          onChange={(next) => set({ fields: setOtherFields(values.kind, values.fields, next) })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={values.favourite}
            onChange={(event) => set({ favourite: event.target.checked })}
          />
          {texts.item.favourite}
        </label>
        {form.theirs && (
          <ConflictNotice
            base={form.base}
            mine={values}
            theirs={form.theirs}
            categories={categories}
            onKeepMine={form.keepMine}
            onTakeTheirs={() => void form.takeTheirs()}
            isTakingTheirs={form.isTakingTheirs}
          />
        )}
        <FailureNotice
          message={failure?.code === "NOT_FOUND" ? itemScreenTexts().form.itemGone : failure?.message}
        >
          {isGone && (
            <button
              type="button"
              className="link !text-inherit justify-self-start"
              onClick={() => void form.saveAsNew()}
            >
              {itemScreenTexts().form.saveAsNew}
            </button>
          )}
        </FailureNotice>
        <div className="form-foot">
          <Button onClick={onClose}>{queue ? healthTexts().queue.stop : texts.cancel}</Button>
          {queue && <Button onClick={queue.onSkip}>{healthTexts().queue.skip}</Button>}
          <Button look="primary" type="submit" busy={saving.running} disabled={form.theirs !== null}>
            {saving.running ? itemScreenTexts().form.saving : queue ? healthTexts().queue.save : texts.save}
          </Button>
        </div>
      </form>
      {over === "generator" && (
        <Dialog title={texts.generator.title} onClose={() => setOver(null)}>
          <GeneratorPanel
            useLabel={generatorTexts().use}
            known={knownInputs(values)}
            onUse={(password) => {
              set({ password });
              setOver(null);
            }}
          />
        </Dialog>
      )}
      {over === "new category" && (
        <CategoryNameDialog
          category={null}
          onClose={() => setOver(null)}
          onMade={(id) => set({ categoryId: id })}
        />
      )}
    </>
  );
}
