import { useState } from "react";
import {
  inHumanUnits,
  isAllowedLength,
  SHORTEST_SECONDS,
  sessionLengths,
} from "../../../lib/session/session-length.ts";
import { texts } from "../../../texts/texts.ts";
import { Field } from "../../../ui/field.tsx";

const UNIT_SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;
type Unit = keyof typeof UNIT_SECONDS;
const UNITS: readonly Unit[] = ["minute", "hour", "day"];

interface SessionLengthFieldProps {
  readonly label: string;
  readonly seconds: number;
  readonly maxSeconds: number;
  readonly onChange: (seconds: number) => void;
}

/** How long to stay: one of the usual times, or a number and a unit. */
export function SessionLengthField({ label, seconds, maxSeconds, onChange }: SessionLengthFieldProps) {
  const lengths = sessionLengths(maxSeconds);
  const [isOther, setIsOther] = useState(!lengths.includes(seconds));
  const shown = inHumanUnits(seconds);
  const [count, setCount] = useState(String(shown.count));
  const [unit, setUnit] = useState<Unit>(UNITS.find((each) => each === shown.unit) ?? "minute");
  const told = (length: number) => texts.logIn.lengthOf(inHumanUnits(length));
  const bounds = texts.logIn.lengthBounds(told(Math.min(SHORTEST_SECONDS, maxSeconds)), told(maxSeconds));
  const change = (nextCount: string, nextUnit: Unit) => {
    setCount(nextCount);
    setUnit(nextUnit);
    onChange(Math.round(Number(nextCount.replace(",", ".")) * UNIT_SECONDS[nextUnit]));
  };

  return (
    <>
      <Field label={label}>
        {(parts) => (
          <select
            {...parts}
            className="input"
            value={isOther ? "other" : seconds}
            onChange={(event) => {
              const other = event.target.value === "other";
              setIsOther(other);
              if (!other) onChange(Number(event.target.value));
            }}
          >
            {lengths.map((length) => (
              <option key={length} value={length}>
                {told(length)}
              </option>
            ))}
            <option value="other">{texts.logIn.lengthOther}</option>
          </select>
        )}
      </Field>
      {isOther && (
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={texts.logIn.lengthCount}
            error={isAllowedLength(seconds, maxSeconds) ? undefined : bounds}
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
      )}
    </>
  );
}
