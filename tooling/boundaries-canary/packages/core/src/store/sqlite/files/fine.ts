export const fine = "files";
