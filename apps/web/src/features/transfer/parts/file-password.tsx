import { useId, useState } from "react";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import type { RefusedPreview } from "./use-import.ts";

interface FilePasswordProps {
  readonly refusal: RefusedPreview;
  readonly busy: boolean;
  readonly onOpen: (secrets: { password?: string; keyFile?: string }) => void;
  readonly onOther: () => void;
}

/** What can be remedied by a password or a key file. */
const OPENABLE: ReadonlySet<string> = new Set(["wrong-credentials", "bad-key-file"]);

/** Why a file can't be read, and its password where that helps. */
export function FilePassword({ refusal, busy, onOpen, onOther }: FilePasswordProps) {
  const words = transferTexts();
  const [password, setPassword] = useState("");
  const [keyFile, setKeyFile] = useState<string | null>(null);
  const id = useId();
  const submit = () =>
    onOpen({ ...(password === "" ? {} : { password }), ...(keyFile === null ? {} : { keyFile }) });
  return (
    <form
      className="facts grid grid-cols-1 gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="notice notice-warn" role="alert">
        <Icon name="warn" size={18} />
        <p>{refusal.about}</p>
      </div>
      {OPENABLE.has(refusal.reason) && (
        <>
          <SecretField
            label={words.password}
            hint={words.passwordHint}
            value={password}
            onChange={setPassword}
            autoComplete="off"
            autoFocus
            anySpaces
          />
          <div className="field">
            <label className="field-label" htmlFor={id}>
              {words.keyFile}
            </label>
            <input
              id={id}
              type="file"
              className="input"
              onChange={({ target }) => void readBase64(target.files?.[0]).then(setKeyFile)}
            />
          </div>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {OPENABLE.has(refusal.reason) && (
          <Button type="submit" look="primary" busy={busy}>
            {words.open}
          </Button>
        )}
        <Button onClick={onOther}>{words.other}</Button>
      </div>
    </form>
  );
}

async function readBase64(file: File | undefined): Promise<string | null> {
  if (!file) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
