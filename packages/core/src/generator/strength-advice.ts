import { translations } from "@zxcvbn-ts/language-en";

/** Every sentence that zxcvbn may say of a password, for those who put them into another language. */
export const strengthAdvice = (): readonly string[] => [
  ...Object.values(translations.warnings),
  ...Object.values(translations.suggestions),
];
