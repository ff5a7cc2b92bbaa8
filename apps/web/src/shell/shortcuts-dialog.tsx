import { KEY_AREAS, KEYMAP, shownKey } from "../lib/keymap.ts";
import { shortcutTexts } from "../texts/shortcut-texts.ts";
import { texts } from "../texts/texts.ts";
import { Dialog } from "../ui/dialog.tsx";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={texts.keys.title} broad textOnly onClose={onClose}>
      <div className="grid items-start gap-x-10 gap-y-6 sm:grid-cols-2">
        {KEY_AREAS.map((area) => (
          <section key={area} className="grid gap-2" aria-labelledby={`keys-${area}`}>
            <h3 id={`keys-${area}`} className="eyebrow">
              {shortcutTexts().areas[area]}
            </h3>
            <dl className="grid gap-2">
              {KEYMAP.filter(({ where }) => where === area).map(({ id, keys }) => (
                <div key={id} className="flex items-center justify-between gap-4">
                  <dt>{shortcutTexts().does[id]}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {keys.map((key) => (
                      <kbd key={key} className="kbd">
                        {shownKey(key)}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
