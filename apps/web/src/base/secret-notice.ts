import { type SecretNotice as Notice, noticeSecret } from "@opp/core/rules/secret-notices";

export type SecretNotice = Notice;

/** What a box for a secret says about its text; null: nothing. */
export const noticeIn = (text: string): SecretNotice | null => noticeSecret(text);
