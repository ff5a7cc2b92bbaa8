import { aliasvaultCsv } from "./aliasvault/aliasvault-csv.ts";
import { bitwardenCsv } from "./bitwarden/bitwarden-csv.ts";
import { bitwardenJson } from "./bitwarden/bitwarden-json.ts";
import { bitwardenZip } from "./bitwarden/bitwarden-zip.ts";
import { chromeCsv } from "./browsers/chrome-csv.ts";
import { firefoxCsv } from "./browsers/firefox-csv.ts";
import { safariCsv } from "./browsers/safari-csv.ts";
import { keepassxcCsv } from "./keepassxc/keepassxc-csv.ts";
import { keeperCsv } from "./keeper/keeper-csv.ts";
import { lastpassCsv } from "./lastpass/lastpass-csv.ts";
import { nordpassCsv } from "./nordpass/nordpass-csv.ts";
import { onePasswordCsv } from "./onepassword/onepassword-csv.ts";
import { otpauthMigration, otpauthUris } from "./otpauth/otpauth-lists.ts";
import { protonpassCsv } from "./protonpass/protonpass-csv.ts";
import type { Reader } from "./reader.ts";
import { roboformCsv } from "./roboform/roboform-csv.ts";

/** All readers, the most particular first: of those that recognise a file, the first reads it. A new format is one entry here and one in formats.ts. */
export const READERS: readonly Reader[] = [
  bitwardenJson,
  bitwardenZip,
  bitwardenCsv,
  onePasswordCsv,
  lastpassCsv,
  firefoxCsv,
  protonpassCsv,
  keepassxcCsv,
  nordpassCsv,
  roboformCsv,
  aliasvaultCsv,
  safariCsv,
  chromeCsv,
  keeperCsv,
  otpauthMigration,
  otpauthUris,
];
