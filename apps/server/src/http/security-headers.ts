/** On every answer. What holds data is not cached; the web app's files say otherwise for themselves. */
export const SECURITY_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "permissions-policy": permissionsPolicy(),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
} as const;

/** On the bytes of a file or an export: whatever they are, no browser shows or runs them in this origin. Their name is encrypted or the page's business. */
export const DOWNLOAD_HEADERS = {
  "content-type": "application/octet-stream",
  "content-disposition": "attachment",
  "content-security-policy": "default-src 'none'; sandbox",
} as const;

/** Where the person's connection is TLS. Not for subdomains: they may be someone else's on a home network. */
export const STRICT_TRANSPORT_SECURITY = "max-age=31536000";

/** The app copies secrets to the clipboard, clears only what is still its own there, and uses passkeys. It asks for nothing else of the browser. */
function permissionsPolicy(): string {
  const denied = [
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
  ];
  const own = [
    "clipboard-read",
    "clipboard-write",
    "publickey-credentials-create",
    "publickey-credentials-get",
  ];
  return [...denied.map((name) => `${name}=()`), ...own.map((name) => `${name}=(self)`)].join(", ");
}
