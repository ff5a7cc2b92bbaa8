export const fine = "categories";
