import { isKind, KIND_NAMES, type Kind } from "@opp/core/items/kinds";
import { texts } from "../../../texts/texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import { KIND_ICONS } from "../kind-icon.ts";

interface KindSelectProps {
  readonly kind: Kind;
  readonly onChange: (kind: Kind) => void;
}

/** What the item is, in the head of its form. */
export const KindSelect = ({ kind, onChange }: KindSelectProps) => (
  <label className="inline-flex min-w-0 items-center gap-1.5 small quiet">
    <Icon name={KIND_ICONS[kind]} size={16} />
    <span className="sr-only">{texts.fieldNames.kind}</span>
    <select
      className="select-slim"
      value={kind}
      onChange={({ target }) => {
        if (isKind(target.value)) onChange(target.value);
      }}
    >
      {KIND_NAMES.map((each) => (
        <option key={each} value={each}>
          {texts.kinds[each]}
        </option>
      ))}
    </select>
  </label>
);
