import {
  CAPITALS,
  DEFAULT_PASSPHRASE,
  DEFAULT_PASSWORD,
  GENERATOR_LIMITS,
  wholeBetween,
} from "@opp/core/rules/generator-rules";
import type { PassphraseOptions, PasswordOptions } from "@opp/core/schemas/generator";

export interface GeneratorChoice {
  readonly mode: "characters" | "words";
  readonly password: PasswordOptions;
  readonly passphrase: PassphraseOptions;
}

export const FIRST_CHOICE: GeneratorChoice = {
  mode: "characters",
  password: DEFAULT_PASSWORD,
  passphrase: DEFAULT_PASSPHRASE,
};

const SEPARATORS = ["-", " ", ".", "_", ""] as const;
const CLASSES = ["lower", "upper", "digits", "symbols"] as const;

const STORAGE_KEY = "opp.generator";

/** The options last selected in this browser. Generated passwords are never stored. */
export function rememberedChoice(): GeneratorChoice {
  try {
    return parseChoice(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null"));
  } catch {
    return FIRST_CHOICE;
  }
}

export function rememberChoice(choice: GeneratorChoice): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing still generates.
  }
}

/** Whatever isn't understood takes its default. */
export function parseChoice(stored: unknown): GeneratorChoice {
  const of = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  const password = of(stored, "password");
  const passphrase = of(stored, "passphrase");
  const { lengthMin, lengthMax, wordsMin, wordsMax } = GENERATOR_LIMITS;
  const first = FIRST_CHOICE;
  const yes = (value: unknown, byDefault: boolean) => (typeof value === "boolean" ? value : byDefault);
  const classes = Object.fromEntries(
    CLASSES.map((each) => [each, yes(of(password, each), first.password[each])]),
  );
  const isNone = CLASSES.every((each) => !classes[each]);
  return {
    mode: of(stored, "mode") === "words" ? "words" : "characters",
    password: {
      ...first.password,
      ...(!isNone && classes),
      length: wholeBetween(of(password, "length"), lengthMin, lengthMax) ?? first.password.length,
      excludeLookalikes: yes(of(password, "excludeLookalikes"), first.password.excludeLookalikes),
    },
    passphrase: {
      words: wholeBetween(of(passphrase, "words"), wordsMin, wordsMax) ?? first.passphrase.words,
      separator:
        SEPARATORS.find((each) => each === of(passphrase, "separator")) ?? first.passphrase.separator,
      capitals: CAPITALS.find((each) => each === of(passphrase, "capitals")) ?? first.passphrase.capitals,
      digit: yes(of(passphrase, "digit"), first.passphrase.digit),
    },
  };
}
