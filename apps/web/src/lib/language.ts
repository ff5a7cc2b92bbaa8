import { languageOf, speak, texts } from "../texts/texts.ts";
import { say } from "./messages.ts";
import { settingsStore } from "./settings.ts";

/** Loads the language of the settings, and follows them and the browser. `onFirst` runs once the first language is ready. */
export function followLanguage(onFirst: () => void): () => void {
  let selected = settingsStore.get().language;
  const apply = async () => {
    const wishes = navigator.languages;
    await speak(selected === "system" ? languageOf(wishes) : selected, wishes);
  };
  const tell = () => say(texts.settings.languageFailed, { urgent: true });
  const onSystem = () => void apply().catch(tell);
  const stop = settingsStore.subscribe(() => {
    if (settingsStore.get().language === selected) return;
    selected = settingsStore.get().language;
    void apply().catch(tell);
  });
  addEventListener("languagechange", onSystem);
  void apply().catch(tell).then(onFirst);
  return () => {
    stop();
    removeEventListener("languagechange", onSystem);
  };
}
