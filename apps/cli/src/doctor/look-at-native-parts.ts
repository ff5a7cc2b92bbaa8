import { loadNativeParts, NATIVE_PARTS } from "@opp/host/native-parts";

/** @throws StartRefusal, as a start does */
export async function lookAtNativeParts(): Promise<string> {
  await loadNativeParts();
  return `${NATIVE_PARTS.join(", ")} load`;
}
