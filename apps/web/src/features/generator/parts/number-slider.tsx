import { useState } from "react";
import { Field } from "../../../ui/field.tsx";

interface NumberSliderProps {
  readonly label: string;
  /** The label of the box next to the slider. */
  readonly numberLabel: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The end of the slider; the box allows up to `max`. */
  readonly sliderMax: number;
  readonly onChange: (value: number) => void;
}

/** A number set by a slider or by typing; typed numbers count as soon as they are within bounds. */
export function NumberSlider({
  label,
  numberLabel,
  value,
  min,
  max,
  sliderMax,
  onChange,
}: NumberSliderProps) {
  // While the user types, the box may be empty or contain half a number.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={label}>
      {(parts) => (
        <div className="flex items-center gap-3">
          <input
            {...parts}
            type="range"
            className="range"
            min={min}
            max={sliderMax}
            value={Math.min(value, sliderMax)}
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <input
            type="number"
            className="input !w-24"
            aria-label={numberLabel}
            inputMode="numeric"
            min={min}
            max={max}
            value={typed ?? value}
            onBlur={() => setTyped(null)}
            onChange={({ target }) => {
              setTyped(target.value);
              const number = target.valueAsNumber;
              if (Number.isInteger(number) && number >= min && number <= max) onChange(number);
            }}
          />
        </div>
      )}
    </Field>
  );
}
