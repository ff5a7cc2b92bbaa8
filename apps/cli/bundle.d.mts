export function bundleCli(folder: string): Promise<void>;
