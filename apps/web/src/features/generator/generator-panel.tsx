import { copySecret } from "../../lib/secret-clipboard.ts";
import { texts } from "../../texts/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { SecretText } from "../../ui/pieces.tsx";
import { GENERATOR_BOUNDS } from "./generator-bounds.ts";
import { useGenerator } from "./use-generator.ts";

/** Live: what is shown always fits what is chosen. `onUse` is for the form that asked for a password. */
export function GeneratorPanel({ onUse }: { onUse?: (text: string) => void }) {
  const { choice, setChoice, generated, draw } = useGenerator();
  const { mode, password, passphrase } = choice;
  const setPassword = (change: Partial<typeof password>) =>
    setChoice({ ...choice, password: { ...password, ...change } });
  const setPassphrase = (change: Partial<typeof passphrase>) =>
    setChoice({ ...choice, passphrase: { ...passphrase, ...change } });
  const classCount = [password.lower, password.upper, password.digits, password.symbols].filter(
    Boolean,
  ).length;
  const classes = [
    ["lower", texts.generator.lower],
    ["upper", texts.generator.upper],
    ["digits", texts.generator.digits],
    ["symbols", texts.generator.symbols],
  ] as const;

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
          <IconButton icon="again" label={texts.generator.again} onClick={() => void draw()} />
        </div>
        <p className="field-hint">
          {generated && texts.generator.entropy(Math.floor(generated.entropyBits))}
        </p>
      </div>
      <fieldset className="segments">
        <legend className="sr-only">{texts.generator.mode}</legend>
        {(["characters", "words"] as const).map((each) => (
          <label key={each} className="segment">
            <input
              type="radio"
              name="generator-mode"
              checked={mode === each}
              onChange={() => setChoice({ ...choice, mode: each })}
            />
            {texts.generator[each]}
          </label>
        ))}
      </fieldset>
      {mode === "characters" ? (
        <>
          <Field label={texts.generator.length(password.length)}>
            {(parts) => (
              <input
                {...parts}
                type="range"
                className="range"
                min={GENERATOR_BOUNDS.lengthMin}
                max={GENERATOR_BOUNDS.lengthMax}
                value={password.length}
                onChange={(event) => setPassword({ length: Number(event.target.value) })}
              />
            )}
          </Field>
          <fieldset className="grid gap-x-4 sm:grid-cols-2">
            <legend className="sr-only">{texts.generator.classes}</legend>
            {classes.map(([name, label]) => (
              <label key={name} className="check">
                {/* The last class that is on can't be taken away. */}
                <input
                  type="checkbox"
                  checked={password[name]}
                  disabled={password[name] && classCount === 1}
                  onChange={(event) => setPassword({ [name]: event.target.checked })}
                />
                {label}
              </label>
            ))}
            <label className="check">
              <input
                type="checkbox"
                checked={password.excludeLookalikes}
                onChange={(event) => setPassword({ excludeLookalikes: event.target.checked })}
              />
              {texts.generator.lookalikes}
            </label>
          </fieldset>
        </>
      ) : (
        <>
          <Field label={texts.generator.words_(passphrase.words)}>
            {(parts) => (
              <input
                {...parts}
                type="range"
                className="range"
                min={GENERATOR_BOUNDS.wordsMin}
                max={GENERATOR_BOUNDS.wordsMax}
                value={passphrase.words}
                onChange={(event) => setPassphrase({ words: Number(event.target.value) })}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={texts.generator.separator}>
              {(parts) => (
                <select
                  {...parts}
                  className="input"
                  value={passphrase.separator}
                  onChange={(event) => setPassphrase({ separator: event.target.value })}
                >
                  {texts.generator.separators.map(({ value, label }) => (
                    <option key={label} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={texts.generator.capitals}>
              {(parts) => (
                <select
                  {...parts}
                  className="input"
                  value={passphrase.capitals}
                  onChange={(event) =>
                    setPassphrase({
                      capitals: CAPITALS.find((each) => each === event.target.value) ?? "none",
                    })
                  }
                >
                  {CAPITALS.map((each) => (
                    <option key={each} value={each}>
                      {texts.generator.capitalsOf[each]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <label className="check">
            <input
              type="checkbox"
              checked={passphrase.digit}
              onChange={(event) => setPassphrase({ digit: event.target.checked })}
            />
            {texts.generator.digit}
          </label>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {onUse && (
          <Button look="primary" icon="check" onClick={() => generated && onUse(generated.text)}>
            {texts.generator.use}
          </Button>
        )}
        <Button
          icon="copy"
          onClick={() => generated && void copySecret(texts.words.password, generated.text)}
        >
          {texts.copy.label}
        </Button>
      </div>
    </div>
  );
}

const CAPITALS = ["none", "first-letter", "upper"] as const;
