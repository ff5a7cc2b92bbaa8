import type { ReactNode } from "react";
import { useStore } from "../../lib/external-store.ts";
import { changeSettings, IDLE_MINUTES, settingsStore, type Theme } from "../../lib/settings.ts";
import { LANGUAGES, texts } from "../../texts/texts.ts";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function SettingsCard() {
  const { theme, idleMinutes, language } = useStore(settingsStore);
  return (
    <>
      <div className="settings-row">
        <div>
          <h3 className="font-semibold">{texts.settings.theme}</h3>
          <p className="small quiet">{texts.settings.themeText}</p>
        </div>
        <fieldset className="segments">
          <legend className="sr-only">{texts.settings.theme}</legend>
          {THEMES.map((each) => (
            <label key={each} className="segment">
              <input
                type="radio"
                name="theme"
                checked={theme === each}
                onChange={() => changeSettings({ theme: each })}
              />
              {texts.settings.themes[each]}
            </label>
          ))}
        </fieldset>
      </div>
      <SelectRow
        title={texts.settings.language}
        text={texts.settings.languageText}
        value={language}
        onChange={(value) => changeSettings({ language: languageFrom(value) })}
      >
        <option value="system">{texts.settings.languageAsSystem}</option>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </SelectRow>
      <SelectRow
        title={texts.settings.idle}
        text={texts.settings.idleText}
        value={idleMinutes}
        onChange={(value) => changeSettings({ idleMinutes: Number(value) })}
      >
        {IDLE_MINUTES.map((minutes) => (
          <option key={minutes} value={minutes}>
            {texts.settings.idleAfter(minutes)}
          </option>
        ))}
      </SelectRow>
    </>
  );
}

const languageFrom = (value: string) => (value === "en" || value === "de" ? value : "system");

function SelectRow({
  title,
  text,
  value,
  onChange,
  children,
}: {
  title: string;
  text: string;
  value: string | number;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <label className="settings-row">
      <span>
        <span className="block font-semibold">{title}</span>
        <span className="small quiet">{text}</span>
      </span>
      <select className="input !w-auto" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}
