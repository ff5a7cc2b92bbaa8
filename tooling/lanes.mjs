/** Runs each step once, in order, `width` of them at a time; a step never rejects. */
export async function runInLanes(steps, width, run) {
  const waiting = [...steps];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await run(step);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
