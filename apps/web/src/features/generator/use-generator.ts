import type { PassphraseOptions, PasswordOptions } from "@opp/core/schemas/generator";
import { useCallback, useEffect, useState } from "react";

export interface GeneratorChoice {
  readonly mode: "characters" | "words";
  readonly password: PasswordOptions;
  readonly passphrase: PassphraseOptions;
}

export interface Generated {
  readonly text: string;
  readonly entropyBits: number;
}

/** Quotes, backslash and backtick are left out: shells, configuration files and some log-in forms garble them. */
const SYMBOLS = "!#$%&()*+,-./:;<=>?@[]^_{|}~";

const START: GeneratorChoice = {
  mode: "characters",
  password: {
    length: 20,
    lower: true,
    upper: true,
    digits: true,
    symbols: true,
    symbolSet: SYMBOLS,
    excludeLookalikes: false,
    requireEach: true,
  },
  passphrase: { words: 6, separator: "-", capitals: "none", digit: false },
};

/** Draws in this browser, by its own source of randomness: what is drawn crosses no wire. */
export function useGenerator() {
  const [choice, setChoice] = useState(START);
  const [generated, setGenerated] = useState<Generated | null>(null);
  const draw = useCallback(async () => setGenerated(await generate(choice)), [choice]);

  useEffect(() => {
    let current = true;
    const show = async () => {
      const next = await generate(choice);
      if (current) setGenerated(next);
    };
    void show();
    return () => {
      current = false;
    };
  }, [choice]);

  return { choice, setChoice, generated, draw };
}

async function generate({ mode, password, passphrase }: GeneratorChoice): Promise<Generated> {
  const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount));
  if (mode === "characters") {
    const { generatePassword } = await import("@opp/core/generator/generate-password");
    const drawn = generatePassword(random, password);
    return { text: drawn.password, entropyBits: drawn.entropyBits };
  }
  const { generatePassphrase } = await import("@opp/core/generator/generate-passphrase");
  const drawn = generatePassphrase(random, passphrase);
  return { text: drawn.passphrase, entropyBits: drawn.entropyBits };
}
