/** What people rarely mean to be in a secret. Only its owner knows, so it is used unchanged. */
export type SecretNotice = "outer-space" | "invisible-character";

const OUTER_SPACE = /^\p{White_Space}|\p{White_Space}$/u;
// A joiner between two pictures is part of them, and seen.
const INVISIBLE =
  /(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|(?!\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}|[\u2800\u00a0\u2000-\u200a\u202f\u205f\u3000]/u;

/** null: nothing to say. */
export const noticeSecret = (text: string): SecretNotice | null =>
  OUTER_SPACE.test(text) ? "outer-space" : INVISIBLE.test(text) ? "invisible-character" : null;
