import { copySecret } from "../../../lib/clipboard/secret-clipboard.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { SecretText } from "../../../ui/pieces.tsx";
import { UserLines } from "../../../ui/user-text.tsx";
import { Masked } from "../view/fact.tsx";
import type { ComparedLine } from "./compare-values.ts";

interface ComparisonTableProps {
  readonly lines: readonly ComparedLine[];
  readonly before: string;
  readonly after: string;
  /** Whether secrets are to be read. */
  readonly shown: boolean;
}

/** Two states of an item side by side; on a narrow screen one below the other. */
export function ComparisonTable({ lines, before, after, shown }: ComparisonTableProps) {
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">{itemScreenTexts().conflict.field}</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row">
              <bdi>{line.label}</bdi>
            </th>
            <td data-side={before}>
              <Side line={line} side="before" heading={before} shown={shown} />
            </td>
            <td data-side={after}>
              <Side line={line} side="after" heading={after} shown={shown} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SideProps {
  readonly line: ComparedLine;
  readonly side: "before" | "after";
  readonly heading: string;
  readonly shown: boolean;
}

function Side({ line, side, heading, shown }: SideProps) {
  const text = line[side];
  if (text === "") return <span className="quiet">{itemScreenTexts().conflict.empty}</span>;
  const masked = line.secret && (shown ? <SecretText text={text} /> : <Masked />);
  return (
    <span className="comparison-side">
      <span className="min-w-0">{masked || <UserLines text={text} />}</span>
      <IconButton
        icon="copy"
        label={`${texts.copy.field(line.label)} (${heading})`}
        onClick={() => void copySecret(line.label, text)}
      />
    </span>
  );
}
