import type { DraftField } from "../../build/collect-items.ts";
import { isHiddenHeader } from "../../parse/header-words.ts";
import { isHiddenLabel, NOTE_KINDS, NOTE_LABELS } from "./note-labels.ts";

export interface SecureNote {
  readonly kind: string;
  readonly username: string;
  readonly password: string;
  readonly account: string;
  readonly blob: string;
  readonly fields: readonly DraftField[];
}

const TYPE = "NoteType";
const NOTES = "Notes";
/** A label of a form that isn't LastPass's own. */
const ANY_LABEL = /^([^:\n]{1,60}):/;

/** The text of a secure note: a form of lines `Label:value`, or plain text. */
export function readSecureNote(text: string): SecureNote {
  const plain = { kind: "note", username: "", password: "", account: "", blob: text, fields: [] };
  if (!text.startsWith(`${TYPE}:`)) return plain;
  const entries = readForm(text);
  const type = entries[0]?.value.trim() ?? "";
  const isOwn = Object.hasOwn(NOTE_LABELS, type);
  const places = { username: "", password: "", account: "" };
  const fields: DraftField[] = [];
  let blob = "";
  for (const { label, value } of entries) {
    const place = isOwn ? placeOf(type, label) : null;
    if (label === NOTES) blob = value;
    else if (label === "Language" || /^[\s,]*$/.test(value)) continue;
    else if (place && places[place] === "") places[place] = value;
    else {
      const isHidden = isOwn ? isHiddenLabel(type, label) : isHiddenHeader(label);
      fields.push({ name: label, value, kind: isHidden ? "hidden" : "text" });
    }
  }
  return { kind: NOTE_KINDS[type] ?? (isOwn ? "login" : "other"), ...places, blob, fields };
}

function placeOf(type: string, label: string): "username" | "password" | "account" | null {
  if (label === "Username") return "username";
  if (label === "Password") return "password";
  return type === "Bank Account" && label === "Account Number" ? "account" : null;
}

/** A line that begins with no label continues the value before it, and so does everything between the lines of a PEM block. */
function readForm(text: string): { label: string; value: string }[] {
  const entries: { label: string; value: string }[] = [];
  const lines = text.split("\n");
  let labels: ReadonlySet<string> | null = new Set([TYPE]);
  let isPem = false;
  for (const [index, line] of lines.entries()) {
    const label: string | null = isPem ? null : labelOf(line, labels);
    if (/-----BEGIN [^-]+-----/.test(line)) isPem = true;
    if (/-----END [^-]+-----/.test(line)) isPem = false;
    const last = entries.at(-1);
    if (label === null) {
      if (last) last.value += `\n${line}`;
      continue;
    }
    const value = line.slice(label.length + 1);
    if (label === NOTES) {
      entries.push({ label, value: [value, ...lines.slice(index + 1)].join("\n") });
      break;
    }
    entries.push({ label, value });
    if (label === TYPE) labels = labelsOf(value.trim());
  }
  return entries;
}

/** null: any label counts, since the form isn't LastPass's own. */
function labelsOf(type: string): ReadonlySet<string> | null {
  const own = Object.hasOwn(NOTE_LABELS, type) ? NOTE_LABELS[type] : undefined;
  return own === undefined ? null : new Set([TYPE, "Language", NOTES, ...own.split("|")]);
}

function labelOf(line: string, labels: ReadonlySet<string> | null): string | null {
  const label = ANY_LABEL.exec(line)?.[1];
  return label !== undefined && (labels?.has(label) ?? true) ? label : null;
}
