export function assembleApiDocs(folder: string): void;
