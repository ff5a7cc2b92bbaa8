export const fine = "incoming";
