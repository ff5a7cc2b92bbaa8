import { generatorTexts } from "../../texts/generator-texts.ts";
import { texts } from "../../texts/texts.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { GeneratorPanel } from "./generator-panel.tsx";

interface GeneratorScreenProps {
  readonly onMenu: () => void;
  /** Begins a new item with the generated password. */
  readonly onNewItem: (password: string) => void;
}

export function GeneratorScreen({ onMenu, onNewItem }: GeneratorScreenProps) {
  return (
    <div className="panel-inner">
      <PageHead title={texts.generator.title} onMenu={onMenu} />
      <p className="quiet">{generatorTexts().text}</p>
      <div className="facts p-5">
        <GeneratorPanel useLabel={generatorTexts().makeItem} onUse={onNewItem} />
      </div>
    </div>
  );
}
