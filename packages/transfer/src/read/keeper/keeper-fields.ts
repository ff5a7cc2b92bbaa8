import type { DraftField } from "../../build/collect-items.ts";
import { PASSKEY_NOTICE, passkeyField } from "../../build/passkey-field.ts";
import { inWords, unknownField } from "../../build/unknown-fields.ts";
import type { NoticeKind } from "../../model.ts";
import { isBlank, isRecord, millisecondsInstant, record, text, utcDay } from "../../parse/unknown-values.ts";
import { monthOf } from "../table/cell-values.ts";

/** What one custom field adds to its item. */
export interface KeeperField {
  readonly fields?: readonly DraftField[];
  readonly urls?: readonly string[];
  readonly account?: string;
  readonly notice?: readonly [NoticeKind, string];
}

type ReadType = (value: unknown, name: string, label: string) => KeeperField;

const one = (field: DraftField): KeeperField => ({ fields: [field] });
const lines = (value: unknown): string =>
  (isRecord(value) ? Object.values(value) : [value])
    .map(text)
    .filter((line) => line !== "")
    .join("\n");
const hidden: ReadType = (value, name) => one({ name, kind: "hidden", value: text(value), empty: true });
const asLines: ReadType = (value, name) => one({ name, value: lines(value) });
const date: ReadType = (value, name) => {
  const instant = millisecondsInstant(value);
  const day = instant === undefined ? "" : utcDay(instant);
  return one(day === "" ? { name, value: text(value) } : { name, kind: "date", value: day });
};
const code: ReadType = (value, _name, label) => one({ name: label || "otp", value: text(value), code: true });

/** Values by the type in their key; a new type is one entry here. */
const TYPES: Readonly<Record<string, ReadType>> = {
  oneTimeCode: code,
  otp: code,
  url: (value) => ({ urls: [text(value)] }),
  text: (value, name) =>
    /^https?:\/\//i.test(text(value)) && /web|site|url|address|link/i.test(name)
      ? { urls: [text(value)] }
      : one({ name, value: text(value), empty: true }),
  secret: hidden,
  pinCode: (value, _name, label) => hidden(value, label || "PIN", label),
  password: hidden,
  date,
  birthDate: date,
  expirationDate: date,
  phone: (value, name) => one({ name, value: phoneOf(value) }),
  name: asLines,
  address: asLines,
  securityQuestion: (value) => {
    const { question, answer } = record(value);
    return {
      fields: [
        { name: "Security question", value: text(question) },
        { name: "Security answer", kind: "hidden", value: text(answer) },
      ],
    };
  },
  paymentCard: (value) => {
    const { cardNumber, cardExpirationDate, cardSecurityCode } = record(value);
    return {
      fields: [
        { name: "Card number", kind: "hidden", value: text(cardNumber) },
        { name: "Expires", value: monthOf(text(cardExpirationDate)) },
        { name: "Security code", kind: "hidden", value: text(cardSecurityCode) },
      ],
    };
  },
  bankAccount: (value) => {
    const { accountNumber, routingNumber, accountType, otherType } = record(value);
    return {
      ...(isBlank(accountNumber) ? {} : { account: text(accountNumber) }),
      fields: [
        { name: "Account type", value: text(isBlank(otherType) ? accountType : otherType) },
        { name: "Routing number", value: text(routingNumber) },
      ],
    };
  },
  keyPair: (value) => {
    const { publicKey, privateKey } = record(value);
    return {
      fields: [
        { name: "Public key", value: text(publicKey) },
        { name: "Private key", kind: "hidden", value: text(privateKey) },
      ],
    };
  },
  host: (value, name) => {
    const { hostName, port } = record(value);
    return one({ name, value: [hostName, port].map(text).filter(Boolean).join(":") });
  },
  passkey: (value) => ({
    fields: [passkeyField(value, text(record(value)["relyingParty"]))],
    notice: ["partly", PASSKEY_NOTICE],
  }),
  fileRef: () => ({ notice: ["partly", "its files aren't in Keeper's JSON; download them in Keeper"] }),
};

/** A custom field by its key, `$type:label:n` or a bare name. A list is read value by value. */
export function readKeeperField(key: string, value: unknown): KeeperField {
  const [, type = "", label = ""] = /^\$([^:]+)(?::(.*?))?(?::\d+)?$/s.exec(key) ?? [];
  const values = Array.isArray(value) ? value : [value];
  const read = values.filter((one) => !isBlank(one)).map((one) => readOne(key, type, { label, value: one }));
  const account = read.find((found) => found.account !== undefined)?.account;
  const notice = read.find((found) => found.notice)?.notice;
  return {
    fields: read.flatMap(({ fields = [] }) => fields),
    urls: read.flatMap(({ urls = [] }) => urls),
    ...(account === undefined ? {} : { account }),
    ...(notice ? { notice } : {}),
  };
}

function readOne(
  key: string,
  type: string,
  { label, value }: { readonly label: string; readonly value: unknown },
): KeeperField {
  if (/^TFC:Keeper/i.test(key)) return code(value, key, "");
  if (type === "") return one({ ...unknownField(key, value), empty: true });
  const name = label || inWords(type);
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  const usable = known && (type === "fileRef" || isRecord(value) === OBJECT_TYPES.has(type));
  return usable ? known(value, name, label) : one(unknownField(name, value));
}

/** Types whose value is an object; of any other shape it stays a field of its text. */
const OBJECT_TYPES = new Set([
  "phone",
  "name",
  "address",
  "securityQuestion",
  "paymentCard",
  "bankAccount",
  "keyPair",
  "host",
  "passkey",
]);

function phoneOf(value: unknown): string {
  const { region, number, ext, type } = record(value);
  return [
    text(region),
    text(number),
    isBlank(ext) ? "" : `ext. ${text(ext)}`,
    isBlank(type) ? "" : `(${text(type)})`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
