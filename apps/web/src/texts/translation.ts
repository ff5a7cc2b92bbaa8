/** What another language has to have for English `Texts`: the same keys, functions of the same values, lists of the same things; other words. */
export type Translation<Texts> = Texts extends string
  ? string
  : Texts extends (...values: infer Values) => infer Said
    ? (...values: Values) => Translation<Said>
    : Texts extends readonly (infer Entry)[]
      ? readonly Translation<Entry>[]
      : { readonly [Key in keyof Texts]: Translation<Texts[Key]> };
