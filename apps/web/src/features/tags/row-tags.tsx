import { texts } from "../../texts/texts.ts";
import { UserText } from "../../ui/user-text.tsx";

const MOST_IN_ROW = 3;

/** The tags of a row that fit next to the name. */
export function RowTags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <>
      <span className="sr-only">, {texts.tags.title}: </span>
      {tags.slice(0, MOST_IN_ROW).map((tag, index) => (
        <span key={tag} className="row-tag">
          {index > 0 && <span className="sr-only">, </span>}
          <UserText text={tag} />
        </span>
      ))}
      {tags.length > MOST_IN_ROW && (
        <span className="row-tag">
          <span aria-hidden="true">+{tags.length - MOST_IN_ROW}</span>
          <span className="sr-only">, {texts.tags.more(tags.length - MOST_IN_ROW)}</span>
        </span>
      )}
    </>
  );
}
