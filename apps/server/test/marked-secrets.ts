/** How a secret could lie around: as it is, as JSON or a URL writes it, as the passphrase's header does, and in hex. */
export function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(shift === 0 ? 0 : shift + 1, -4),
  );
  return [
    ...new Set([
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      bytes.toString("hex"),
      ...base64,
      ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
      bytes.toString("utf16le"),
    ]),
  ];
}

/** The secrets of which any spelling is in `haystack`. */
export function findSecrets(haystack: Buffer, secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => spellings(secret).some((spelling) => haystack.includes(spelling, 0, "utf8")))
    .map(([name]) => name);
}
