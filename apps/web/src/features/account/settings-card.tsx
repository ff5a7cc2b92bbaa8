import { useStore } from "../../lib/external-store.ts";
import { changeSettings, IDLE_MINUTES, settingsStore, type Theme } from "../../lib/settings.ts";
import { texts } from "../../texts/texts.ts";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function SettingsCard() {
  const { theme, idleMinutes } = useStore(settingsStore);
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
      <label className="settings-row">
        <span>
          <span className="block font-semibold">{texts.settings.idle}</span>
          <span className="small quiet">{texts.settings.idleText}</span>
        </span>
        <select
          className="input !w-auto"
          value={idleMinutes}
          onChange={(event) => changeSettings({ idleMinutes: Number(event.target.value) })}
        >
          {IDLE_MINUTES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {texts.settings.idleAfter(minutes)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
