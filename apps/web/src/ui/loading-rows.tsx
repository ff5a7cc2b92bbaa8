import { texts } from "../texts/texts.ts";

/** Rows in grey while the real ones are on their way. */
export function LoadingRows() {
  return (
    <div className="grid gap-4 p-4" aria-busy="true" role="status">
      <span className="sr-only">{texts.loading}</span>
      {["w-2/5", "w-3/5", "w-1/2", "w-2/3", "w-1/3", "w-3/4"].map((width) => (
        <div key={width} className="flex items-center gap-3">
          <div className="skeleton size-[38px] !rounded-[11px]" />
          <div className="grid flex-1 gap-2">
            <div className={`skeleton h-3.5 ${width}`} />
            <div className="skeleton h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
