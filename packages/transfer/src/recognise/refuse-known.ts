import { isRecord, list, record } from "../parse/unknown-values.ts";
import { ImportRefusal } from "../refusal.ts";

/** Files that people try and that aren't read here: what they are, and the way out. */
interface Known {
  readonly what: string;
  readonly wayOut: string;
}

const UNPACK = "Unpack it and import the export that is in it.";
const OWN_DATABASE = "Open the program that it belongs to and export from there.";
const PGP: Known = {
  what: "encrypted with PGP",
  wayOut: "Decrypt it with gpg first, or export again without encryption.",
};
const ANDOTP: Known = {
  what: "a list in JSON, perhaps of andOTP or Raivo",
  wayOut: "Import it into Aegis or 2FAS, and export from there.",
};
const ONE_PIF: Known = {
  what: "an old 1Password export (.1pif)",
  wayOut: "Export as 1PUX from 1Password 8.",
};

const BY_BYTES: readonly (Known & { readonly magic: string; readonly at?: number })[] = [
  {
    magic: "03d9a29a65fb4bb5",
    what: "a KeePass 1 database (.kdb)",
    wayOut: "Open it in KeePass or KeePassXC, and save it as .kdbx.",
  },
  { magic: ascii("SQLite format 3\0"), what: "a program's own SQLite database", wayOut: OWN_DATABASE },
  {
    magic: ascii("%PDF"),
    what: "a PDF",
    wayOut: "Export again in a format for programs, such as CSV or JSON.",
  },
  { magic: ascii("-----BEGIN PGP MESSAGE-----"), ...PGP },
  { magic: ascii("-----BEGIN PGP"), ...PGP },
  {
    magic: ascii("age-encryption.org"),
    what: "encrypted with age",
    wayOut: "Decrypt it with age first.",
  },
  {
    magic: ascii("-----BEGIN AGE ENCRYPTED FILE-----"),
    what: "encrypted with age",
    wayOut: "Decrypt it with age first.",
  },
  {
    magic: ascii("PWS3"),
    what: "a Password Safe database",
    wayOut: "Export as XML to KeePass, and save it there as .kdbx.",
  },
  { magic: ascii("b~>buttercup/"), what: "a Buttercup archive", wayOut: "Export as CSV from Buttercup." },
  { magic: ascii("7z\xbc\xaf\x27\x1c"), what: "a 7z archive", wayOut: UNPACK },
  { magic: ascii("Rar!"), what: "a RAR archive", wayOut: UNPACK },
  { magic: "fd377a585a00", what: "packed with xz", wayOut: UNPACK },
  { magic: "28b52ffd", what: "packed with zstd", wayOut: UNPACK },
  { magic: ascii("BZh"), what: "packed with bzip2", wayOut: UNPACK },
  { magic: ascii("ustar"), at: 257, what: "a tar archive", wayOut: UNPACK },
  {
    magic: "d0cf11e0a1b11ae1",
    what: "an Office document",
    wayOut: "Save it as CSV in the spreadsheet program.",
  },
  {
    magic: ascii("bplist00"),
    what: "a property list of Apple",
    wayOut: "Export as CSV from the Passwords app.",
  },
  {
    magic: ascii("\x89PNG"),
    what: "a picture",
    wayOut: "Scan the code in it, and import the text that it holds.",
  },
  { magic: "ffd8ff", what: "a picture", wayOut: "Scan the code in it, and import the text that it holds." },
  { magic: ascii("***5642bee8-"), ...ONE_PIF },
];

const ONE_PIF_SEPARATOR = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";

const BY_ZIP_NAME: readonly (Known & { readonly name: RegExp })[] = [
  { name: /(?:^|\/)data\.pgp$/i, ...PGP },
  {
    name: /\.(?:opvault|agilekeychain)\//i,
    what: "a 1Password vault folder (OPVault)",
    wayOut: "Export as 1PUX from 1Password 8.",
  },
  { name: /(?:^|\/)data\.1pif$|\.1pif\//i, ...ONE_PIF },
  {
    name: /^(?:xl\/workbook\.xml|\[Content_Types\]\.xml|content\.xml)$/,
    what: "an Office document",
    wayOut: "Save it as CSV in the spreadsheet program.",
  },
  {
    name: /\.jwe$|(?:^|\/)CXP-Export\//i,
    what: "an encrypted exchange archive (CXP)",
    wayOut: "Only the program that asked for it can open it. Export in another format.",
  },
];

const BY_XML_ROOT: Readonly<Record<string, Known>> = {
  pwlist: { what: "KeePass 1 XML", wayOut: "Open it in KeePass 2 or KeePassXC, and save it as .kdbx." },
  database: {
    what: "XML of KeePassX or SafeInCloud",
    wayOut: "Import it into KeePassXC and save it as .kdbx, or export as CSV.",
  },
  plist: { what: "a property list of Apple", wayOut: "Export as CSV from the Passwords app." },
  passwordsafe: {
    what: "Password Safe XML",
    wayOut: "Import it into KeePass, and save it there as .kdbx.",
  },
  lastpass: { what: "LastPass XML", wayOut: "Export as CSV from LastPass." },
  accounts: { what: "LastPass XML", wayOut: "Export as CSV from LastPass." },
  response: { what: "LastPass XML", wayOut: "Export as CSV from LastPass." },
  revelationdata: { what: "Revelation XML", wayOut: "Export as CSV." },
  kwalletxml: { what: "XML of KWallet", wayOut: "Import it into KeePass, and save it there as .kdbx." },
  html: { what: "a web page", wayOut: "Export as a file in CSV or JSON instead of saving the page." },
};

const BY_FILE_NAME: readonly (Known & { readonly name: RegExp })[] = [
  {
    name: /\.dash$/i,
    what: "an encrypted Dashlane file (.dash)",
    wayOut: "Export as CSV from Dashlane, which makes a zip.",
  },
  { name: /\.(?:psafe3|dat)$/i, what: "a Password Safe database", wayOut: OWN_DATABASE },
  { name: /\.(?:gpg|pgp|asc)$/i, ...PGP },
  { name: /\.(?:enpassdb|walletx?)$/i, what: "an Enpass vault", wayOut: "Export as JSON from Enpass." },
  { name: /\.(?:1pif|opvault|agilekeychain)$/i, ...ONE_PIF },
  { name: /\.(?:rfo|rfp|rft|rfn)$/i, what: "a RoboForm data file", wayOut: "Export as CSV from RoboForm." },
  { name: /\.bcup$/i, what: "a Buttercup archive", wayOut: "Export as CSV from Buttercup." },
];

/** @throws ImportRefusal unsupported: the file begins as one of a known kind that isn't read */
export function refuseKnownBytes(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString("hex")
    .replace(/^efbbbf/, "");
  for (const { magic, at = 0, ...known } of BY_BYTES)
    if (start.startsWith(magic, at * 2)) throw refusal(known);
  if (Buffer.from(bytes.subarray(0, 65_536)).includes(ONE_PIF_SEPARATOR)) throw refusal(ONE_PIF);
}

/** @throws ImportRefusal unsupported: no reader took the zip, and its files tell what it is */
export function refuseKnownZip(names: readonly string[]): void {
  for (const { name: pattern, ...known } of BY_ZIP_NAME)
    if (names.some((name) => pattern.test(name))) throw refusal(known);
}

/** @throws ImportRefusal unsupported: no reader took the XML, and its root element tells what it is */
export function refuseKnownXml(root: string): void {
  const name = root.toLowerCase();
  if (Object.hasOwn(BY_XML_ROOT, name)) throw refusal(BY_XML_ROOT[name]);
  throw new ImportRefusal(
    "unsupported",
    "This is the XML of a program that isn't known here. Export as CSV or JSON instead.",
  );
}

/** @throws ImportRefusal unsupported: no reader took the JSON, and its members tell what it is */
export function refuseKnownJson(value: unknown): void {
  if (Array.isArray(value)) {
    const [first] = list(value);
    if (isRecord(first) && "secret" in first) throw refusal(ANDOTP);
    throw new ImportRefusal(
      "unsupported",
      "This is a list in JSON of a program that isn't known here. Export as CSV instead.",
    );
  }
  const members = record(value);
  if ("kdfParams" in members && "encryptedData" in members)
    throw refusal({
      what: "an encrypted Ente Auth file",
      wayOut: "Export from Ente Auth as plain text, which is a list of otpauth:// addresses.",
    });
  if ("logins" in members && "nextId" in members)
    throw refusal({
      what: "Firefox's own file of encrypted logins",
      wayOut: "Export the passwords as CSV from Firefox.",
    });
  if ("datastore" in members || "datastores" in members)
    throw refusal({ what: "a Psono export", wayOut: "Export as CSV from Psono." });
  throw new ImportRefusal(
    "unsupported",
    "This is JSON of a program that isn't known here. Export as CSV instead.",
  );
}

/** @throws ImportRefusal unsupported: nothing recognised the content, and the file's name tells what it is */
export function refuseKnownName(fileName: string): void {
  for (const { name, ...known } of BY_FILE_NAME) if (name.test(fileName)) throw refusal(known);
}

function refusal(known: Known | undefined): ImportRefusal {
  return new ImportRefusal("unsupported", known ? `The file is ${known.what}. ${known.wayOut}` : "");
}

function ascii(text: string): string {
  return Buffer.from(text, "latin1").toString("hex");
}
