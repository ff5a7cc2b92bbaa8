import { transferTexts } from "../../texts/transfer-texts.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { EarlierImports } from "./parts/earlier-imports.tsx";
import { ExportForm } from "./parts/export-form.tsx";
import { ImportSteps } from "./parts/import-steps.tsx";
import "./transfer.css";

/** Moving in and out: a file is imported, or the vault becomes one. */
export function TransferScreen({ onMenu }: { onMenu: () => void }) {
  const words = transferTexts();
  return (
    <div className="panel-inner">
      <PageHead title={words.title} onMenu={onMenu} />
      <div className="grid grid-cols-1 content-start gap-8">
        <section className="grid grid-cols-1 gap-3" aria-labelledby="import-title">
          <h2 className="font-semibold" id="import-title">
            {words.importTitle}
          </h2>
          <ImportSteps />
          <EarlierImports />
        </section>
        <section className="grid grid-cols-1 gap-3" aria-labelledby="export-title">
          <h2 className="font-semibold" id="export-title">
            {words.exportTitle}
          </h2>
          <ExportForm />
        </section>
      </div>
    </div>
  );
}
