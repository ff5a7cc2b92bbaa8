import type { ImportPlan, RowChoice } from "@opp/core/duplicates/decide-row";
import type { ImportPreview, ImportState, ImportTableChoices, ShownPlan } from "@opp/core/schemas/imports";
import { useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { uploadImport } from "../../../data/transfer/upload-import.ts";
import { useAction } from "../../../lib/use-action.ts";

export type ReadPreview = Extract<ImportPreview, { outcome: "read" }>;
export type RefusedPreview = Extract<ImportPreview, { outcome: "refused" }>;

/** How far the import of a file is. */
export type ImportStep =
  | { readonly at: "choose" }
  | { readonly at: "sending"; readonly fileName: string; readonly sent: number; readonly bytes: number }
  | {
      readonly at: "refused";
      readonly fileName: string;
      readonly uploadId: string;
      readonly refusal: RefusedPreview;
    }
  | {
      readonly at: "planned";
      readonly fileName: string;
      readonly uploadId: string;
      readonly preview: ReadPreview;
      readonly settings: PlanSettings;
      readonly plan: ShownPlan;
    }
  | { readonly at: "running"; readonly uploadId: string; readonly state: ImportState | null }
  | { readonly at: "done"; readonly state: ImportState };

export interface PlanSettings {
  readonly plan: ImportPlan;
  readonly categoryId: number | null;
}

interface FileSecrets {
  readonly password?: string;
  readonly keyFile?: string;
}

interface Place {
  readonly fileName: string;
  readonly uploadId: string;
}

const ROWS_SHOWN = 100;

/** Everything that the import's steps can do, one after the other. */
export function useImport() {
  const utils = trpc.useUtils();
  const { imports } = utils.client;
  const [step, setStep] = useState<ImportStep>({ at: "choose" });

  const plan = async (
    { fileName, uploadId, preview }: Place & { readonly preview: ReadPreview },
    settings: PlanSettings,
    choices: readonly { readonly row: number; readonly choice: RowChoice | null }[] = [],
  ) => {
    const answer = await imports.plan.mutate({
      uploadId,
      ...settings,
      choices: [...choices],
      limit: ROWS_SHOWN,
    });
    setStep({ at: "planned", fileName, uploadId, preview, settings, plan: answer });
  };
  const look = async (
    { fileName, uploadId }: Place,
    asked: FileSecrets & { readonly table?: ImportTableChoices },
    settings: PlanSettings,
  ) => {
    const preview = await imports.preview.mutate({ uploadId, ...asked });
    if (preview.outcome === "refused") setStep({ at: "refused", fileName, uploadId, refusal: preview });
    else await plan({ fileName, uploadId, preview }, settings);
  };

  const begin = useAction(async (file: File) => {
    const fileName = file.name;
    setStep({ at: "sending", fileName, sent: 0, bytes: file.size });
    try {
      const upload = await imports.begin.mutate({ fileName, bytes: file.size });
      await uploadImport(upload, file, (sent) =>
        setStep({ at: "sending", fileName, sent, bytes: file.size }),
      );
      await look({ fileName, uploadId: upload.uploadId }, {}, FIRST);
    } catch (error) {
      setStep({ at: "choose" });
      throw error;
    }
  });
  const open = useAction(async (secrets: FileSecrets) => {
    if (step.at === "refused") await look(step, secrets, FIRST);
  });
  const readTable = useAction(async (table: ImportTableChoices) => {
    if (step.at === "planned") await look(step, { table }, step.settings);
  });
  const change = useAction(async (settings: PlanSettings) => {
    if (step.at === "planned") await plan(step, settings);
  });
  const choose = useAction(async (row: number, choice: RowChoice | null) => {
    if (step.at === "planned") await plan(step, step.settings, [{ row, choice }]);
  });
  const run = useAction(async () => {
    if (step.at !== "planned") return;
    const { uploadId } = step;
    setStep({ at: "running", uploadId, state: null });
    try {
      for (;;) {
        const state = await imports.run.mutate({ uploadId });
        if (state.state !== "running") {
          setStep({ at: "done", state });
          break;
        }
        setStep({ at: "running", uploadId, state });
      }
    } catch (error) {
      setStep(step);
      throw error;
    } finally {
      await Promise.all([
        utils.items.invalidate(),
        utils.categories.invalidate(),
        utils.imports.invalidate(),
      ]);
    }
  });
  const cancel = useAction(async () => {
    if (step.at === "running" || step.at === "planned" || step.at === "refused")
      await imports.cancel.mutate({ uploadId: step.uploadId });
    if (step.at !== "running") setStep({ at: "choose" });
  });

  return {
    step,
    begin,
    open,
    readTable,
    change,
    choose,
    run,
    cancel,
    restart: () => setStep({ at: "choose" }),
  };
}

const FIRST: PlanSettings = { plan: "merge", categoryId: null };
