import { useStore } from "../../../base/external-store.ts";
import { useNow } from "../../../base/use-now.ts";
import { copySecret } from "../../../lib/clipboard/secret-clipboard.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { generatorTexts } from "../../../texts/generator-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { SecretText } from "../../../ui/pieces.tsx";
import { forgetGenerated, generatedBefore } from "./generated-before.ts";

/** What was made, and copied or used, since the vault was opened. */
export function GeneratedList() {
  const before = useStore(generatedBefore);
  const now = useNow();
  if (before.length === 0) return null;
  return (
    <details className="rounded-[10px] border border-line px-4 py-2">
      <summary className="min-h-6 py-1.5 small font-semibold">
        {generatorTexts().before(before.length)}
      </summary>
      <ul className="grid gap-1 pt-1">
        {before.map(({ text, at }) => (
          <li key={text} className="flex items-center gap-3">
            <span className="min-w-0 flex-1 break-all">
              <SecretText text={text} />
            </span>
            <span className="small quiet" title={exactTime(at)}>
              {relativeTime(at, now)}
            </span>
            <IconButton
              icon="copy"
              label={generatorTexts().copyBefore(relativeTime(at, now))}
              onClick={() => void copySecret(texts.words.password, text)}
            />
          </li>
        ))}
      </ul>
      <p className="py-2 small quiet">{generatorTexts().beforeHint}</p>
      <Button look="quiet" className="-ms-3.5" onClick={forgetGenerated}>
        {generatorTexts().forget}
      </Button>
    </details>
  );
}
