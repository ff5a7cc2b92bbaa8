import { texts } from "../../texts/texts.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { GeneratorPanel } from "./generator-panel.tsx";

export function GeneratorScreen({ onMenu }: { onMenu: () => void }) {
  return (
    <div className="panel-inner">
      <PageHead title={texts.generator.title} onMenu={onMenu} />
      <p className="quiet">{texts.generator.text}</p>
      <div className="facts p-5">
        <GeneratorPanel />
      </div>
    </div>
  );
}
