import { useState } from "react";
import {
  chosenLength,
  inHumanUnits,
  isAllowedLength,
  SHORTEST_SECONDS,
  sessionLengths,
} from "../../../lib/session/session-length.ts";
import { settingsTexts } from "../../../texts/settings-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Field } from "../../../ui/field.tsx";
import { SelectRow } from "./setting-row.tsx";

const UNIT_SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;
type Unit = keyof typeof UNIT_SECONDS;
const UNITS: readonly Unit[] = ["minute", "hour", "day"];

interface SessionLengthRowProps {
  readonly selected: number | null;
  readonly maxSeconds: number;
  /** Called only with what the server allows. */
  readonly onChange: (seconds: number) => void;
}

/** How long a session lasts without use: one of the usual times, or a number and a unit. */
export function SessionLengthRow({ selected, maxSeconds, onChange }: SessionLengthRowProps) {
  const seconds = chosenLength(selected, maxSeconds);
  const lengths = sessionLengths(maxSeconds);
  const [isOther, setIsOther] = useState(!lengths.includes(seconds));
  const words = settingsTexts();
  return (
    <>
      <SelectRow<number | "other">
        icon="history"
        title={words.session}
        text={words.sessionText}
        value={isOther ? "other" : seconds}
        choices={[
          ...lengths.map((value) => ({ value, label: told(value) })),
          { value: "other", label: texts.logIn.lengthOther },
        ]}
        onChange={(value) => {
          setIsOther(value === "other");
          if (value !== "other") onChange(value);
        }}
      />
      {isOther && <OtherLength seconds={seconds} maxSeconds={maxSeconds} onChange={onChange} />}
    </>
  );
}

function OtherLength({
  seconds,
  maxSeconds,
  onChange,
}: {
  seconds: number;
  maxSeconds: number;
  onChange: (seconds: number) => void;
}) {
  const shown = inHumanUnits(seconds);
  const [count, setCount] = useState(String(shown.count));
  const [unit, setUnit] = useState<Unit>(UNITS.find((each) => each === shown.unit) ?? "minute");
  const secondsOf = (someCount: string, someUnit: Unit) =>
    Math.round(Number(someCount.replace(",", ".")) * UNIT_SECONDS[someUnit]);
  const bounds = texts.logIn.lengthBounds(told(Math.min(SHORTEST_SECONDS, maxSeconds)), told(maxSeconds));
  const change = (nextCount: string, nextUnit: Unit) => {
    setCount(nextCount);
    setUnit(nextUnit);
    const next = secondsOf(nextCount, nextUnit);
    if (isAllowedLength(next, maxSeconds)) onChange(next);
  };
  return (
    <div className="settings-row">
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={texts.logIn.lengthCount}
          error={isAllowedLength(secondsOf(count, unit), maxSeconds) ? undefined : bounds}
        >
          {(parts) => (
            <input
              {...parts}
              className="input"
              inputMode="decimal"
              autoComplete="off"
              value={count}
              onChange={(event) => change(event.target.value, unit)}
            />
          )}
        </Field>
        <Field label={texts.logIn.lengthUnit}>
          {(parts) => (
            <select
              {...parts}
              className="input"
              value={unit}
              onChange={(event) =>
                change(count, UNITS.find((each) => each === event.target.value) ?? "minute")
              }
            >
              {UNITS.map((each) => (
                <option key={each} value={each}>
                  {texts.logIn.lengthUnits[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </div>
  );
}

const told = (length: number): string => texts.logIn.lengthOf(inHumanUnits(length));
