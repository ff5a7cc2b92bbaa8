/** Control characters, direction marks, and what separates folders or names a drive. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/gu;
/** Windows takes these for devices, whatever comes after the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** The name under which a file is saved, whatever its sender called it. */
export function safeName(name: string): string {
  const safe = name
    .replaceAll(UNSAFE, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "")
    .replace(DEVICE, "_$&");
  return safe === "" ? "file" : safe;
}
