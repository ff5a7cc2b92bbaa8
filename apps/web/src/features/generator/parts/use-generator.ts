import { useCallback, useEffect, useState } from "react";
import { type GeneratorChoice, rememberChoice, rememberedChoice } from "./generator-choice.ts";

export interface Generated {
  readonly text: string;
  readonly entropyBits: number;
}

/** Generates in this browser, with its own randomness; nothing is sent. */
export function useGenerator() {
  const [choice, setChoice] = useState(rememberedChoice);
  const [generated, setGenerated] = useState<Generated | null>(null);
  const generateAgain = useCallback(async () => setGenerated(await generate(choice)), [choice]);

  useEffect(() => {
    let current = true;
    const show = async () => {
      const next = await generate(choice);
      if (current) setGenerated(next);
    };
    void show();
    rememberChoice(choice);
    return () => {
      current = false;
    };
  }, [choice]);

  return { choice, setChoice, generated, generateAgain };
}

async function generate({ mode, password, passphrase }: GeneratorChoice): Promise<Generated> {
  const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount));
  if (mode === "characters") {
    const { generatePassword } = await import("@opp/core/generator/generate-password");
    const made = generatePassword(random, password);
    return { text: made.password, entropyBits: made.entropyBits };
  }
  const { generatePassphrase } = await import("@opp/core/generator/generate-passphrase");
  const made = generatePassphrase(random, passphrase);
  return { text: made.passphrase, entropyBits: made.entropyBits };
}
