import type { ItemValues } from "../../lib/session/draft.ts";

export const emptyValues = (categoryId: number | null): ItemValues => ({
  name: "",
  url: "",
  moreUrls: [],
  account: "",
  username: "",
  password: "",
  totp: "",
  blob: "",
  fields: [],
  tags: [],
  favourite: false,
  categoryId,
});
