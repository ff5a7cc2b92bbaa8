import { CAPITALS, GENERATOR_LIMITS } from "@opp/core/rules/generator-rules";
import type { PassphraseOptions } from "@opp/core/schemas/generator";
import { generatorTexts } from "../../../texts/generator-texts.ts";
import { Field } from "../../../ui/field.tsx";
import { SLIDER_ENDS } from "./generator-bounds.ts";
import { NumberSlider } from "./number-slider.tsx";

interface WordOptionsProps {
  readonly options: PassphraseOptions;
  readonly onChange: (change: Partial<PassphraseOptions>) => void;
}

export function WordOptions({ options, onChange }: WordOptionsProps) {
  return (
    <>
      <NumberSlider
        label={generatorTexts().words_(options.words)}
        numberLabel={generatorTexts().wordsNumber}
        value={options.words}
        min={GENERATOR_LIMITS.wordsMin}
        max={GENERATOR_LIMITS.wordsMax}
        sliderMax={SLIDER_ENDS.words}
        onChange={(words) => onChange({ words })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={generatorTexts().separator}>
          {(parts) => (
            <select
              {...parts}
              className="input"
              value={options.separator}
              onChange={(event) => onChange({ separator: event.target.value })}
            >
              {generatorTexts().separators.map(({ value, label }) => (
                <option key={label} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={generatorTexts().capitals}>
          {(parts) => (
            <select
              {...parts}
              className="input"
              value={options.capitals}
              onChange={(event) =>
                onChange({ capitals: CAPITALS.find((each) => each === event.target.value) ?? "none" })
              }
            >
              {CAPITALS.map((each) => (
                <option key={each} value={each}>
                  {generatorTexts().capitalsOf[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={options.digit}
          onChange={(event) => onChange({ digit: event.target.checked })}
        />
        {generatorTexts().digit}
      </label>
    </>
  );
}
