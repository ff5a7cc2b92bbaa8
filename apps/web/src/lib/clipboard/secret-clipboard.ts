import { texts } from "../../texts/texts.ts";
import { describeFailure } from "../failure.ts";
import { say } from "../messages.ts";
import { whenVaultCloses } from "../session/session.ts";
import { settingsStore } from "../settings.ts";
import { createSecretClipboard } from "./clipboard.ts";

const clipboard = createSecretClipboard({
  write: (text) => navigator.clipboard.writeText(text),
  read: readIfAllowed,
  later: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});

/** Copies a text and says so; `load` can fetch it first. Resolves to whether it was copied. */
export async function copySecret(what: string, load: string | (() => Promise<string>)): Promise<boolean> {
  let text: string;
  try {
    text = typeof load === "string" ? load : await load();
  } catch (error) {
    say(describeFailure(error).message, { urgent: true });
    return false;
  }
  if (text === "") {
    say(texts.copy.nothing(what));
    return false;
  }
  try {
    const { clipboardSeconds } = settingsStore.get();
    await clipboard.copy(text, clipboardSeconds);
    say(clipboardSeconds > 0 ? texts.copy.done(what, clipboardSeconds) : texts.copy.stays(what));
    return true;
  } catch {
    say(texts.copy.refused, { urgent: true });
    return false;
  }
}

/** Call once: clears the clipboard when the vault closes; if the page has no focus then, it clears it when the focus returns. */
export function guardClipboard(): () => void {
  const stop = whenVaultCloses(() => void clipboard.clear().catch(() => {}));
  const retry = () => void clipboard.clearOverdue().catch(() => {});
  addEventListener("focus", retry);
  return () => {
    stop();
    removeEventListener("focus", retry);
  };
}

/** Reading would make some browsers ask the person out of the blue: only those are read that were allowed to before. */
async function readIfAllowed(): Promise<string> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript's list of names leaves out those that not every browser knows
  const { state } = await navigator.permissions.query({ name: "clipboard-read" as PermissionName });
  if (state !== "granted") throw new Error("The clipboard may not be read.");
  return navigator.clipboard.readText();
}
