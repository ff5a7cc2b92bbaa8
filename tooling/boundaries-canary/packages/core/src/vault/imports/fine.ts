export const fine = "imports";
