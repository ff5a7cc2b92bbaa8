import { changeSettings, settingsStore } from "../../../lib/settings.ts";

/** Stored in the browser by id, because a name would be there in clear text. */
export function setClosed(id: number, isClosed: boolean): void {
  const { closedCategories } = settingsStore.get();
  if (closedCategories.includes(id) === isClosed) return;
  const others = closedCategories.filter((each) => each !== id);
  changeSettings({ closedCategories: isClosed ? [...others, id] : others });
}
