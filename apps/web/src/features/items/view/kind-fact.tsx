import type { CustomField } from "@opp/core/items/custom-fields";
import { groupCardNumber } from "@opp/core/items/formats/card-number";
import { isPastMonth, readMonth, showMonth } from "@opp/core/items/formats/month";
import { sshFingerprint } from "@opp/core/items/formats/ssh-key";
import { readWifiSecurity } from "@opp/core/items/formats/wifi-code";
import { type KindField, kindField } from "@opp/core/items/kind-fields";
import { copiedValue } from "@opp/core/items/kind-values";
import type { ReactNode } from "react";
import { useNow } from "../../../base/use-now.ts";
import { fieldLabel } from "../../../data/items/field-label.ts";
import { exactDay } from "../../../lib/when.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { CopyButton, Fact, SecretFact } from "./fact.tsx";

interface FieldFactProps {
  readonly field: CustomField;
  readonly onCopy: (what: string, load: string) => void;
  readonly onUse: () => void;
  /** One more button. */
  readonly action?: ReactNode;
}

/** A custom field, or one of a kind in its format. */
export function CustomFact({ field, onCopy, onUse, action }: FieldFactProps) {
  const { id, kind, value } = field;
  const format = id === undefined ? undefined : formatOf(kindField(id));
  const label = fieldLabel(field);
  const copy = <CopyButton label={label} onCopy={() => onCopy(label, copiedValue(field))} />;
  if (kind === "hidden")
    return (
      <SecretFact
        label={label}
        text={format === "card-number" ? groupCardNumber(value) : value}
        onReveal={onUse}
      >
        {action}
        {copy}
      </SecretFact>
    );
  return (
    <Fact label={label} value={shownValue(field, format)}>
      {action}
      {copy}
    </Fact>
  );
}

const formatOf = ({ format }: KindField) => format;

function shownValue({ kind, value }: CustomField, format: KindField["format"]): ReactNode {
  if (format === "month" && readMonth(value)) return <MonthText value={value} />;
  if (format === "fingerprint") return <bdi className="fingerprint">{value}</bdi>;
  if (format === "wifi-security") {
    const security = readWifiSecurity(value);
    return security === "" ? value : itemScreenTexts().kind.securities[security];
  }
  return kind === "date" ? exactDay(value) : value;
}

function MonthText({ value }: { readonly value: string }) {
  const now = useNow();
  return (
    <>
      {showMonth(value)}
      {isPastMonth(value, now) && <span className="expired">{itemScreenTexts().kind.expired}</span>}
    </>
  );
}

/** A key's fingerprint as its public part says; where that isn't one of OpenSSH's, what was kept of it. */
export function fingerprintField(fields: readonly CustomField[]): CustomField | null {
  const kept = fields.find(({ id }) => id === "fingerprint");
  const publicKey = fields.find(({ id }) => id === "public-key")?.value ?? "";
  const value = sshFingerprint(publicKey);
  if (value === null) return kept ?? null;
  const { name, kind } = kindField("fingerprint");
  return { id: "fingerprint", name, kind, value };
}
