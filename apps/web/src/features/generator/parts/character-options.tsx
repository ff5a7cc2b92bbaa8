import { GENERATOR_LIMITS } from "@opp/core/rules/generator-rules";
import type { PasswordOptions } from "@opp/core/schemas/generator";
import { generatorTexts } from "../../../texts/generator-texts.ts";
import { SLIDER_ENDS } from "./generator-bounds.ts";
import { NumberSlider } from "./number-slider.tsx";

const CLASSES = ["lower", "upper", "digits", "symbols"] as const;

interface CharacterOptionsProps {
  readonly options: PasswordOptions;
  readonly onChange: (change: Partial<PasswordOptions>) => void;
}

export function CharacterOptions({ options, onChange }: CharacterOptionsProps) {
  const classCount = CLASSES.filter((each) => options[each]).length;
  return (
    <>
      <NumberSlider
        label={generatorTexts().length(options.length)}
        numberLabel={generatorTexts().lengthNumber}
        value={options.length}
        min={GENERATOR_LIMITS.lengthMin}
        max={GENERATOR_LIMITS.lengthMax}
        sliderMax={SLIDER_ENDS.length}
        onChange={(length) => onChange({ length })}
      />
      <fieldset className="grid gap-x-4 sm:grid-cols-2">
        <legend className="sr-only">{generatorTexts().classes}</legend>
        {CLASSES.map((each) => (
          <label key={each} className="check">
            {/* The last class that is on can't be taken away. */}
            <input
              type="checkbox"
              checked={options[each]}
              disabled={options[each] && classCount === 1}
              onChange={(event) => onChange({ [each]: event.target.checked })}
            />
            {generatorTexts()[each]}
          </label>
        ))}
        <label className="check">
          <input
            type="checkbox"
            checked={options.excludeLookalikes}
            onChange={(event) => onChange({ excludeLookalikes: event.target.checked })}
          />
          {generatorTexts().lookalikes}
        </label>
      </fieldset>
    </>
  );
}
