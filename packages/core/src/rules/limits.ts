/** Every limit on input but those of an item's fields, which are in items/field-table.ts. Lengths are in UTF-16 code units unless the name says bytes. */
export const LIMITS = {
  usernameChars: 255,
  passwordMinChars: 8,
  passwordBytes: 1024,
  passphraseMinChars: 6,
  passphraseBytes: 1024,
  categoryNameChars: 1024,
  /** Of categories that lie in each other. */
  categoryLevels: 8,
  customFieldNameChars: 255,
  customFieldValueChars: 16_384,
  /** Items or ids in one call. */
  manyRows: 100_000,
  categoriesInOneCall: 10_000,
  pageRows: 5000,
  defaultPageRows: 500,
  /** Texts in one search of the notes, and the length of each. */
  foundCandidates: 20,
  searchTexts: 16,
  /** Of more hits in the notes than this no excerpts are shown: nobody reads them. */
  notesExcerpts: 200,
  searchTextChars: 256,
  passkeysAnAccount: 20,
  passkeyNameChars: 255,
  filesAnItem: 50,
  mergedItems: 20,
  fileNameChars: 255,
  fileTypeChars: 127,
  /** A part of a file's bytes, in one request. */
  filePartBytes: 8 * 1024 * 1024,
  sessionSecondsMin: 1,
  /** A file to import, and a part of it in one request. */
  importFileBytes: 256 * 1024 * 1024,
  importPartBytes: 8 * 1024 * 1024,
  /** Rows, or notices, in one page of an import's preview. */
  importPageRows: 500,
  /** Decisions on single rows in one call. */
  importChoices: 10_000,
  /** Sealed, of the items in one answer. */
  wholeVaultBytes: 96 * 1024 * 1024,
} as const;
