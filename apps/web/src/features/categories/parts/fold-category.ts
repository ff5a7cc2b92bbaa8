import { changeSettings, settingsStore } from "../../../lib/settings.ts";

/** Stays in the browser, by its id: a name would be in clear text there. */
export function setClosed(id: number, isClosed: boolean): void {
  const { closedCategories } = settingsStore.get();
  if (closedCategories.includes(id) === isClosed) return;
  const others = closedCategories.filter((each) => each !== id);
  changeSettings({ closedCategories: isClosed ? [...others, id] : others });
}
