/** What people rarely mean to be in a secret. It is taken as it is all the same: only its owner knows. */
export type SecretNotice = "outer-space" | "invisible-character";

const OUTER_SPACE = /^\p{White_Space}|\p{White_Space}$/u;
// A joiner between two pictures is part of them, and seen.
const INVISIBLE =
  /(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|[^\P{Default_Ignorable_Code_Point}\u200d\ufe0f]|[\ufeff\u2800\u00a0\u2000-\u200a\u202f\u205f\u3000]/u;

/** null: nothing to say. */
export const noticeSecret = (text: string): SecretNotice | null =>
  OUTER_SPACE.test(text) ? "outer-space" : INVISIBLE.test(text) ? "invisible-character" : null;
