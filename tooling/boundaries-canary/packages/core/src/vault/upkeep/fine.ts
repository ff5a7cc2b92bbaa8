export const fine = "upkeep";
