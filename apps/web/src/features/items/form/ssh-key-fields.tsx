import type { CustomField } from "@opp/core/items/custom-fields";
import { publicKeyIn, sshFacts } from "@opp/core/items/formats/ssh-key";
import { setKindFields, splitFields } from "@opp/core/items/kind-values";
import type { Kind } from "@opp/core/items/kinds";
import { say } from "../../../lib/messages.ts";
import { useAction } from "../../../lib/use-action.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { generateSshKey } from "./generate-ssh-key.ts";

type KeyTexts = Readonly<Partial<Record<"private-key" | "public-key", string>>>;

/** The fields with another key, its public part where the private one has it, and its fingerprint. */
export function withSshFacts(kind: Kind, fields: readonly CustomField[], change: KeyTexts): CustomField[] {
  const { byId } = splitFields(kind, fields);
  const valueOf = (id: "private-key" | "public-key") => byId.get(id)?.field.value ?? "";
  const before = { privateKey: valueOf("private-key"), publicKey: valueOf("public-key") };
  const privateKey = change["private-key"] ?? before.privateKey;
  // A public key that was read from the private one before follows the new one.
  const isRead = before.publicKey !== "" && before.publicKey === publicKeyIn(before.privateKey);
  const kept = change["private-key"] !== undefined && isRead ? "" : before.publicKey;
  const given = change["public-key"] ?? kept;
  const isCleared = change["public-key"] === "";
  const facts = sshFacts({ privateKey: isCleared ? "" : privateKey, publicKey: given });
  return setKindFields(kind, fields, {
    "private-key": privateKey,
    "public-key": facts.publicKey,
    fingerprint: facts.fingerprint,
  });
}

interface PrivateKeyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly autoComplete: string;
  readonly maxChars: number;
  /** What the public key of a new pair ends with. */
  readonly comment: string;
  readonly onKey: (key: KeyTexts) => void;
}

/** A private key to paste, or a new pair. */
export function PrivateKeyField({ comment, onKey, ...field }: PrivateKeyFieldProps) {
  const generating = useAction(async () => {
    const key = await generateSshKey(comment);
    if (!key) return say(itemScreenTexts().kind.noKeys, { urgent: true });
    onKey({ "private-key": key.privateKey, "public-key": key.publicKey });
    say(itemScreenTexts().kind.keyGenerated);
  });
  return (
    <SecretField
      {...field}
      lines
      anySpaces
      hint={field.value === "" ? itemScreenTexts().kind.keyHint : undefined}
      onChange={(privateKey) => onKey({ "private-key": privateKey })}
      below={
        // A click never replaces a key.
        field.value === "" && (
          <Button
            icon="again"
            look="quiet"
            className="-ms-3.5 justify-self-start"
            busy={generating.running}
            onClick={() => void generating.run()}
          >
            {itemScreenTexts().kind.generateKey}
          </Button>
        )
      }
    />
  );
}

export function Fingerprint({ label, text }: { readonly label: string; readonly text: string }) {
  if (text === "") return null;
  return (
    <div className="field" role="status">
      <span className="field-label">{label}</span>
      <bdi className="fingerprint">{text}</bdi>
    </div>
  );
}
