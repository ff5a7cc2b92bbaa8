import { texts } from "../../../texts/texts.ts";
import { SecretText } from "../../../ui/pieces.tsx";
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
          <th scope="col">{texts.conflict.field}</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row">{line.label}</th>
            <td data-side={before}>
              <Side text={line.before} secret={line.secret} shown={shown} />
            </td>
            <td data-side={after}>
              <Side text={line.after} secret={line.secret} shown={shown} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ text, secret, shown }: { text: string; secret: boolean; shown: boolean }) {
  if (text === "") return <span className="quiet">{texts.conflict.empty}</span>;
  if (!secret) return text;
  return shown ? <SecretText text={text} /> : <Masked />;
}
