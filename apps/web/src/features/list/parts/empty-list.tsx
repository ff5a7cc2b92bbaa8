import type { Term } from "@opp/core/search/parse-query";
import type { ListView } from "../../../lib/route.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LoadingRows } from "../../../ui/loading-rows.tsx";
import { EmptyState } from "../../../ui/pieces.tsx";

interface EmptyListProps {
  readonly view: ListView;
  readonly query: string;
  readonly terms: readonly Term[];
  readonly vaultIsEmpty: boolean;
  /** Whether the notes were searched, too. */
  readonly notesToo: boolean;
  /** Whether results are still loading; then nothing is said about them. */
  readonly isSearching: boolean;
  readonly onNotesToo: () => void;
  readonly onNew: (name?: string) => void;
  readonly onGenerator: () => void;
}

/** Shown for an empty list: why it is empty, and what to do. */
export function EmptyList({
  view,
  query,
  terms,
  vaultIsEmpty,
  notesToo,
  isSearching,
  onNotesToo,
  onNew,
  onGenerator,
}: EmptyListProps) {
  if (terms.length > 0 && isSearching) return <LoadingRows />;
  if (terms.length > 0) {
    const unknown = terms.find((term) => term.kind === "unknown");
    const words = terms.flatMap((term) =>
      term.kind === "word" && term.field === null && !term.negated ? [term.text] : [],
    );
    // A query with operators can't become an item's name.
    const name = words.length === terms.length ? query.trim() : "";
    return (
      <EmptyState
        icon="search"
        title={texts.empty.search.title}
        text={
          unknown
            ? texts.empty.search.unknown(`${unknown.operator}:${unknown.value}`, unknown.operator)
            : texts.empty.search.text(query.trim(), notesToo)
        }
      >
        {name !== "" && (
          <Button icon="plus" onClick={() => onNew(name)}>
            {texts.empty.search.create(name)}
          </Button>
        )}
        {!notesToo && words.length > 0 && (
          <Button look="quiet" onClick={onNotesToo}>
            {texts.search.notesToo}
          </Button>
        )}
      </EmptyState>
    );
  }
  if (vaultIsEmpty && view.kind !== "favourites" && view.kind !== "recent" && view.kind !== "tag")
    return (
      <EmptyState icon="key" title={texts.empty.vault.title} text={texts.empty.vault.text}>
        <div className="flex flex-wrap justify-center gap-2">
          <Button look="primary" icon="plus" onClick={() => onNew()}>
            {texts.item.newLong}
          </Button>
          <Button icon="dice" onClick={onGenerator}>
            {texts.empty.vault.generator}
          </Button>
          <a className="button" href="#/transfer">
            <Icon name="file" size={18} />
            {texts.empty.vault.importFile}
          </a>
        </div>
        <p className="small pointer-coarse:hidden">{texts.empty.vault.later}</p>
      </EmptyState>
    );
  if (view.kind === "favourites")
    return <EmptyState icon="star" title={texts.empty.favourites.title} text={texts.empty.favourites.text} />;
  if (view.kind === "tag")
    return <EmptyState icon="tag" title={texts.tags.gone} text={texts.tags.goneText} />;
  if (view.kind === "recent")
    return <EmptyState icon="history" title={texts.empty.recent.title} text={texts.empty.recent.text} />;
  return (
    <EmptyState icon="folder" title={texts.empty.category.title} text={texts.empty.category.text}>
      <Button icon="plus" onClick={() => onNew()}>
        {texts.item.newLong}
      </Button>
    </EmptyState>
  );
}
