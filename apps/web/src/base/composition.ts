/** What browsers call a key that the input method takes. Safari ends the composition before the key that ended it arrives. */
const PROCESSED_KEY_CODE = 229;

/**
 * Keeps keys of an input method (for Japanese, Chinese, accents by dead keys) from the app: Escape there drops the suggestion, and
 * Enter accepts it. Listens on the window, before every other listener, so that no handler has to ask.
 * @returns how to stop
 */
export function guardComposition(): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let isComposing = false;
  const options = { capture: true, signal } as const;
  addEventListener("compositionstart", () => (isComposing = true), options);
  addEventListener("compositionend", () => (isComposing = false), options);
  for (const type of ["keydown", "keyup"] as const)
    addEventListener(
      type,
      (event) => {
        const isOfMethod = event.isComposing || Reflect.get(event, "keyCode") === PROCESSED_KEY_CODE;
        if (isOfMethod) event.stopImmediatePropagation();
      },
      options,
    );
  // A dialog closes by Escape without asking a listener for keys.
  addEventListener(
    "cancel",
    (event) => {
      if (!isComposing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    options,
  );
  return () => listening.abort();
}
