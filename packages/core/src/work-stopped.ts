/** Work was given up, because its result isn't wanted any more. */
export class WorkStopped extends Error {
  override readonly name = "WorkStopped";
}

/** What the platforms' AbortSignal has. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
