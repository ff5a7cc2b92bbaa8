import { useStore } from "../../../base/external-store.ts";
import { trpc } from "../../../data/client/trpc.ts";
import {
  CLIPBOARD_SECONDS,
  changeSettings,
  type Density,
  HIDDEN_SECONDS,
  IDLE_MINUTES,
  settingsStore,
  type Theme,
} from "../../../lib/settings.ts";
import { settingsTexts } from "../../../texts/settings-texts.ts";
import { LANGUAGES, languageOf } from "../../../texts/texts.ts";
import { SessionLengthRow } from "./session-length-row.tsx";
import { SegmentRow, SelectRow } from "./setting-row.tsx";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const DENSITIES: readonly Density[] = ["comfortable", "compact"];

/** How this browser shows the vault. */
export function LookCard() {
  const { theme, density, language } = useStore(settingsStore);
  const words = settingsTexts();
  return (
    <>
      <SegmentRow
        icon="eye"
        title={words.theme}
        text={words.themeText}
        name="theme"
        value={theme}
        choices={THEMES.map((value) => ({ value, label: words.themes[value] }))}
        onChange={(value) => changeSettings({ theme: value })}
      />
      <SegmentRow
        icon="all"
        title={words.density}
        text={words.densityText}
        name="density"
        value={density}
        choices={DENSITIES.map((value) => ({ value, label: words.densities[value] }))}
        onChange={(value) => changeSettings({ density: value })}
      />
      <SelectRow<string>
        icon="globe"
        title={words.language}
        text={words.languageText}
        value={language}
        choices={[
          { value: "system", label: words.languageAsSystem },
          ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label, lang: value })),
        ]}
        onChange={(value) =>
          changeSettings({ language: value === "system" ? "system" : languageOf([value]) })
        }
      />
    </>
  );
}

/** When this browser locks and forgets. */
export function LockCard({ username }: { username: string }) {
  const {
    idleMinutes,
    lockHiddenSeconds,
    lockAfterSleep,
    clipboardSeconds,
    sessionSeconds,
    rememberedUsername,
  } = useStore(settingsStore);
  const status = trpc.system.status.useQuery().data;
  const words = settingsTexts();
  return (
    <>
      <SelectRow<number>
        icon="history"
        title={words.idle}
        text={words.idleText}
        value={idleMinutes}
        choices={IDLE_MINUTES.map((value) => ({ value, label: words.idleAfter(value) }))}
        onChange={(value) => changeSettings({ idleMinutes: value })}
      />
      <SelectRow<number | null>
        icon="hide"
        title={words.hidden}
        text={words.hiddenText}
        value={lockHiddenSeconds}
        choices={HIDDEN_SECONDS.map((value) => ({ value, label: words.hiddenAfter(value) }))}
        onChange={(value) => changeSettings({ lockHiddenSeconds: value })}
      />
      <SelectRow<boolean>
        icon="lock"
        title={words.sleep}
        text={words.sleepText}
        value={lockAfterSleep ?? idleMinutes > 0}
        choices={[
          { value: true, label: words.yes },
          { value: false, label: words.no },
        ]}
        onChange={(value) => changeSettings({ lockAfterSleep: value })}
      />
      <SelectRow<number>
        icon="copy"
        title={words.clipboard}
        text={words.clipboardText}
        value={clipboardSeconds}
        choices={CLIPBOARD_SECONDS.map((value) => ({ value, label: words.clipboardAfter(value) }))}
        onChange={(value) => changeSettings({ clipboardSeconds: value })}
      />
      {status && (
        <SessionLengthRow
          selected={sessionSeconds}
          maxSeconds={status.maxSessionSeconds}
          onChange={(value) => changeSettings({ sessionSeconds: value })}
        />
      )}
      <SelectRow<boolean>
        icon="person"
        title={words.remember}
        text={words.rememberText}
        value={rememberedUsername !== null}
        choices={[
          { value: true, label: words.yes },
          { value: false, label: words.no },
        ]}
        onChange={(value) => changeSettings({ rememberedUsername: value ? username : null })}
      />
    </>
  );
}
