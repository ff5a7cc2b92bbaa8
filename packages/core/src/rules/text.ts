const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether UTF-8 can hold the text: it has no half of a surrogate pair. Everything else would be kept as another text. */
export const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);

/** U+2800 of Braille is a symbol that shows nothing. */
const VISIBLE = /[^\s\u2800\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Whether people see anything of a text: spaces, direction marks and soft hyphens alone show nothing. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);
