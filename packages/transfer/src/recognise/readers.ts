import { aegisJson } from "../read/aegis/aegis-json.ts";
import { aliasvaultCsv } from "../read/aliasvault/aliasvault-csv.ts";
import { bitwardenCsv } from "../read/bitwarden/bitwarden-csv.ts";
import { bitwardenJson } from "../read/bitwarden/bitwarden-json.ts";
import { bitwardenZip } from "../read/bitwarden/bitwarden-zip.ts";
import { chromeCsv } from "../read/browsers/chrome-csv.ts";
import { firefoxCsv } from "../read/browsers/firefox-csv.ts";
import { safariCsv } from "../read/browsers/safari-csv.ts";
import { genericCsv } from "../read/csv/generic-csv.ts";
import { cxf } from "../read/cxf/cxf.ts";
import { dashlaneZip } from "../read/dashlane/dashlane-zip.ts";
import { enpassJson } from "../read/enpass/enpass-json.ts";
import { kdbxReader } from "../read/keepass/kdbx.ts";
import { keepassXmlReader } from "../read/keepass/keepass-xml.ts";
import { keepassxcCsv } from "../read/keepassxc/keepassxc-csv.ts";
import { keeperCsv } from "../read/keeper/keeper-csv.ts";
import { keeperJson } from "../read/keeper/keeper-json.ts";
import { lastpassCsv } from "../read/lastpass/lastpass-csv.ts";
import { nordpassCsv } from "../read/nordpass/nordpass-csv.ts";
import { onePasswordCsv } from "../read/onepassword/onepassword-csv.ts";
import { onepux } from "../read/onepassword/onepux.ts";
import { otpauthMigration, otpauthUris } from "../read/otpauth/otpauth-lists.ts";
import { oppArchive } from "../read/own/opp-archive.ts";
import { oppCsv } from "../read/own/opp-csv.ts";
import { oppJson } from "../read/own/opp-json.ts";
import { protonpass } from "../read/protonpass/protonpass.ts";
import { protonpassCsv } from "../read/protonpass/protonpass-csv.ts";
import type { Reader } from "../read/reader.ts";
import { roboformCsv } from "../read/roboform/roboform-csv.ts";
import { twofas } from "../read/twofas/twofas.ts";

/** All readers, the most particular first: of those that recognise a file, the first reads it. A new format is one entry here and one in formats.ts. */
export const READERS: readonly Reader[] = [
  oppArchive,
  kdbxReader,
  keepassXmlReader,
  protonpass,
  oppJson,
  bitwardenJson,
  bitwardenZip,
  oppCsv,
  onepux,
  cxf,
  enpassJson,
  keeperJson,
  dashlaneZip,
  aegisJson,
  twofas,
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
  genericCsv,
  otpauthMigration,
  otpauthUris,
];
