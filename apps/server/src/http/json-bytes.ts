/** The bytes that JSON's structure is made of. None of them is part of a longer UTF-8 sequence, so text needs no decoding to find them. */
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** Some 2 ms of reading, after which other requests have their turn. */
export const BYTES_A_TURN = 512 * 1024;
