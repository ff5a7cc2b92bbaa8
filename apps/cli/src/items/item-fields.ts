import type { Item } from "@opp/client";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";

/** Names of fields as `--field` takes them, with what they yield. */
const FIELDS: Readonly<Record<string, (item: Item) => string>> = {
  id: ({ id }) => String(id),
  name: ({ name }) => name,
  url: ({ url }) => url,
  username: ({ username }) => username,
  account: ({ account }) => account,
  password: ({ password }) => password,
  notes: ({ blob }) => blob,
  tags: ({ tags }) => tags.join(", "),
};

/** A field's value: a built-in one, `totp` for the code of this moment, or one of the item's own by its name. @throws CliFailure */
export async function readField(item: Item, field: string): Promise<string> {
  if (Object.hasOwn(FIELDS, field)) return FIELDS[field]?.(item) ?? "";
  if (field === "totp") return currentCode(item);
  const own = item.fields.find(({ name }) => name === field);
  if (own) return own.value;
  throw new CliFailure(
    EXIT.notFound,
    `"${visible(item.name)}" has no field "${visible(field)}". It has: ${[...Object.keys(FIELDS), "totp", ...item.fields.map(({ name }) => visible(name))].join(", ")}.`,
  );
}

/** The one-time code, from the item's secret and this machine's clock. @throws CliFailure */
async function currentCode(item: Item): Promise<string> {
  if (item.totp === "") throw new CliFailure(EXIT.notFound, `"${visible(item.name)}" has no one-time code.`);
  const [{ parseOtpauth }, { oneTimeCode }] = await Promise.all([
    import("@opp/core/otp/otpauth"),
    import("@opp/core/otp/one-time-code"),
  ]);
  const read = parseOtpauth(item.totp);
  if (!read.ok) throw new CliFailure(EXIT.damaged, read.problem);
  return oneTimeCode(read.otp, Date.now()).code;
}

const HIDDEN = "••••••••";

/** An item as a person reads it, a line a field; what is secret is hidden unless `shown`. */
export function describeItem(item: Item, category: string, shown: boolean): [title: string, value: string][] {
  const secret = (text: string) => (text === "" ? "" : shown ? text : HIDDEN);
  const lines: [string, string][] = [
    ["Id", String(item.id)],
    ["Name", item.name],
    ["User name", item.username],
    ["Password", secret(item.password)],
    ["One-time code", secret(item.totp)],
    ["URL", [item.url, ...item.moreUrls].filter(Boolean).join("\n")],
    ["Account", item.account],
    ["Category", category],
    ["Tags", item.tags.join(", ")],
    ["Favourite", item.favourite ? "yes" : ""],
    ...item.fields.map(({ name, kind, value }): [string, string] => [
      name,
      kind === "hidden" ? secret(value) : value,
    ]),
    ["Notes", item.blob],
  ];
  return lines.filter(([, value]) => value !== "");
}
