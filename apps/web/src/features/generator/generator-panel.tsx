import { copySecret } from "../../lib/clipboard/secret-clipboard.ts";
import { generatorTexts } from "../../texts/generator-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SecretText } from "../../ui/pieces.tsx";
import { CharacterOptions } from "./parts/character-options.tsx";
import { keepGenerated } from "./parts/generated-before.ts";
import { GeneratedList } from "./parts/generated-list.tsx";
import { useGenerator } from "./parts/use-generator.ts";
import { WordOptions } from "./parts/word-options.tsx";
import { StrengthMeter } from "./strength-meter.tsx";

interface GeneratorPanelProps {
  /** The label of the button that uses the password. */
  readonly useLabel: string;
  /** What an attacker who knows the item would try first. */
  readonly known?: readonly string[];
  readonly onUse: (text: string) => void;
}

const NONE: readonly string[] = [];

/** The generator. The password always matches the selected options. */
export function GeneratorPanel({ useLabel, known = NONE, onUse }: GeneratorPanelProps) {
  const { choice, setChoice, generated, generateAgain } = useGenerator();
  const { mode, password, passphrase } = choice;

  const copy = async (text: string) => {
    if (await copySecret(texts.words.password, text)) keepGenerated(text, Date.now());
  };
  const use = (text: string) => {
    keepGenerated(text, Date.now());
    onUse(text);
  };

  return (
    <div className="grid gap-5">
      <div className="grid gap-2 rounded-[10px] border border-line bg-sunken p-4">
        <div className="flex items-start gap-2">
          <output
            className="min-h-14 min-w-0 flex-1 text-[1.05rem]"
            aria-live="polite"
            data-testid="generated"
          >
            {generated && <SecretText text={generated.text} />}
          </output>
          <IconButton icon="again" label={generatorTexts().again} onClick={() => void generateAgain()} />
        </div>
        {generated && (
          <StrengthMeter password={generated.text} known={known} entropyBits={generated.entropyBits} />
        )}
      </div>
      <fieldset className="segments">
        <legend className="sr-only">{generatorTexts().mode}</legend>
        {(["characters", "words"] as const).map((each) => (
          <label key={each} className="segment">
            <input
              type="radio"
              name="generator-mode"
              checked={mode === each}
              onChange={() => setChoice({ ...choice, mode: each })}
            />
            {generatorTexts()[each]}
          </label>
        ))}
      </fieldset>
      {mode === "characters" ? (
        <CharacterOptions
          options={password}
          onChange={(change) => setChoice({ ...choice, password: { ...password, ...change } })}
        />
      ) : (
        <WordOptions
          options={passphrase}
          onChange={(change) => setChoice({ ...choice, passphrase: { ...passphrase, ...change } })}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" icon="check" data-autofocus onClick={() => generated && use(generated.text)}>
          {useLabel}
        </Button>
        <Button icon="copy" onClick={() => generated && void copy(generated.text)}>
          {texts.copy.label}
        </Button>
      </div>
      <GeneratedList />
    </div>
  );
}
