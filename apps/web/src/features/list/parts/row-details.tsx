import { DEFAULT_KIND, kindEntry } from "@opp/core/items/kinds";
import type { ItemSummary } from "@opp/core/schemas/items";
import { otherTexts } from "@opp/core/search/folded-item";
import { markedWords, markMatches } from "@opp/core/search/mark-matches";
import type { Term } from "@opp/core/search/parse-query";
import { onOneLine } from "../../../base/shown-text.ts";
import { fieldLabel } from "../../../data/items/field-label.ts";
import { texts } from "../../../texts/texts.ts";
import { UserText } from "../../../ui/user-text.tsx";

interface RowDetailsProps {
  readonly item: ItemSummary;
  readonly host: string;
  readonly category: string;
  readonly beneath: string;
  readonly terms: readonly Term[];
  readonly excerpt: string;
  readonly inColumns: boolean;
}

/**
 * The second line of a row: a card's first fields, and in a search the match that nothing else in the row
 * shows. A match in the notes gets the whole line.
 */
export function RowDetails({ item, host, category, beneath, terms, excerpt, inColumns }: RowDetailsProps) {
  if (excerpt !== "")
    return (
      <span className="row-sub">
        {texts.words.blob}: <Marked text={excerpt} words={markedWords(terms, "notes")} />
      </span>
    );
  const account = { field: "account", text: item.account, words: markedWords(terms, "account") };
  // First: they are short, and the end of a line may be cut off.
  const inTag = markedWords(terms, "tag");
  const tags = item.tags
    .map((text, index) => ({ field: `tag ${index}`, text, words: inTag }))
    .filter(isMatch);
  const hidden = terms.length === 0 ? [] : hiddenMatches(item, host, { category, terms });
  if (inColumns) {
    const unseen = [...tags, account, ...hidden].filter(
      ({ field, ...match }) => field !== "category" && isMatch(match),
    );
    return unseen.length > 0 && <Line shown={unseen} />;
  }
  const shown = [
    { field: "beneath", text: beneath, words: [] },
    ...tags,
    ...kindDetails(item, terms),
    { field: "username", text: item.username, words: markedWords(terms, "username") },
    account,
    { field: "host", text: host, words: markedWords(terms, "url") },
    ...hidden,
  ].filter(({ text }) => text !== "");
  if (item.deletedAt !== null) shown.unshift({ field: "trash", text: texts.list.inTrash, words: [] });
  return shown.length === 0 ? (
    <span className="row-sub">{texts.item.noDetails}</span>
  ) : (
    <Line shown={shown} />
  );
}

/** What a row says of an item that isn't a login: its kind, and the field that tells it from others. */
function kindDetails({ kind, fields }: ItemSummary, terms: readonly Term[]): readonly ShownField[] {
  if (kind === DEFAULT_KIND) return [];
  const { summary } = kindEntry(kind);
  const field = summary && fields.find(({ id }) => id === summary);
  return [
    { field: "kind", text: texts.kinds[kind], words: [] },
    { field: "summary", text: field?.value ?? "", words: markedWords(terms, "field") },
  ];
}

interface ShownField {
  readonly field: string;
  readonly text: string;
  readonly words: readonly string[];
}

const Line = ({ shown }: { shown: readonly ShownField[] }) => (
  <span className="row-sub">
    {shown.map(({ field, text, words }, at) => (
      <span key={field}>
        {at > 0 && " · "}
        <Marked text={text} words={words} />
      </span>
    ))}
  </span>
);

/** Matches in what a card doesn't show: the category, custom fields, further addresses. */
function hiddenMatches(
  item: ItemSummary,
  host: string,
  { category, terms }: { readonly category: string; readonly terms: readonly Term[] },
) {
  const inField = markedWords(terms, "field");
  const inUrl = markedWords(terms, "url");
  const candidates = [
    { field: "category", text: category, words: markedWords(terms, "category") },
    ...item.fields.map(({ id, name, value }, index) => ({
      field: `field ${index}`,
      text:
        value === null || value === "" ? fieldLabel({ id, name }) : `${fieldLabel({ id, name })}: ${value}`,
      words: inField,
    })),
    ...otherTexts(item).map(({ name, text }) => {
      const label: string = texts.fieldNames[name];
      return { field: name, text: `${label}: ${text}`, words: inField };
    }),
    // If the host matches, the address adds nothing.
    ...(isMatch({ text: host, words: inUrl }) ? item.moreUrls : [item.url, ...item.moreUrls]).map(
      (text, index) => ({ field: `url ${index}`, text, words: inUrl }),
    ),
  ];
  return candidates.filter((candidate) => candidate.text !== host && isMatch(candidate));
}

const isMatch = ({ text, words }: { readonly text: string; readonly words: readonly string[] }): boolean =>
  words.length > 0 && markMatches(text, words).some(({ match }) => match);

export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return <UserText text={text} />;
  return (
    <bdi className="whitespace-pre">
      {markMatches(onOneLine(text), words).map(({ text: piece, match, at }) =>
        match ? <mark key={at}>{piece}</mark> : piece,
      )}
    </bdi>
  );
}
