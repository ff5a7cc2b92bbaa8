import { draftStore } from "../../lib/draft.ts";
import { formatPlace, goTo, type Place } from "../../lib/route.ts";
import { texts } from "../../texts/texts.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { emptyValues } from "../items/form/item-values.ts";
import { GeneratorPanel } from "./generator-panel.tsx";

const NEW_ITEM: Place = { view: { kind: "all" }, detail: { kind: "new" } };

export function GeneratorScreen({ onMenu }: { onMenu: () => void }) {
  const makeItem = (password: string) => {
    draftStore.set({
      itemId: null,
      base: null,
      values: { ...emptyValues(null), password },
      place: formatPlace(NEW_ITEM),
      isPrefilled: true,
    });
    goTo(NEW_ITEM);
  };
  return (
    <div className="panel-inner">
      <PageHead title={texts.generator.title} onMenu={onMenu} />
      <p className="quiet">{texts.generator.text}</p>
      <div className="facts p-5">
        <GeneratorPanel useLabel={texts.generator.makeItem} onUse={makeItem} />
      </div>
    </div>
  );
}
