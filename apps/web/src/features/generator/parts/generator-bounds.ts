/** Where sliders end, which is sooner than the generator does: longer is typed. */
export const SLIDER_ENDS = { length: 64, words: 12 } as const;
