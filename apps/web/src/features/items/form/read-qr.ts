/** Larger pictures are made smaller first: a phone's photo has ten times the points that finding a code needs. */
const LARGEST_SIDE = 1600;
const TRIES_MILLISECONDS = 1500;

/**
 * The text of the first QR code in a picture; null without a code, or if it isn't a picture. Everything happens in this browser; the
 * decoder is loaded on first use.
 */
export async function readQr(picture: Blob): Promise<string | null> {
  const [{ decodeQR }, image] = await Promise.all([import("qr/decode.js"), pixelsOf(picture)]);
  if (!image) return null;
  try {
    return decodeQR(image, { timeLimit: TRIES_MILLISECONDS });
  } catch {
    return null;
  }
}

/** The picture that was pasted or dropped, if one was. */
export const pictureIn = (transfer: DataTransfer | null): File | undefined =>
  [...(transfer?.files ?? [])].find((file) => file.type.startsWith("image/"));

async function pixelsOf(picture: Blob): Promise<ImageData | null> {
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) return null;
  // A transparent ground would be read as black.
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}
