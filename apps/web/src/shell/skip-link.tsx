import { texts } from "../texts/texts.ts";

export const focusMain = () => document.getElementById("main")?.focus();

/** The first stop of the Tab key; it skips the sidebar. */
export function SkipLink() {
  return (
    <a
      className="button fixed start-2 top-2 z-40 -translate-y-24 focus:translate-y-0"
      href="#main"
      onClick={(event) => {
        // What follows `#` in the address is the route, so the link can't be followed.
        event.preventDefault();
        focusMain();
      }}
    >
      {texts.skip}
    </a>
  );
}
