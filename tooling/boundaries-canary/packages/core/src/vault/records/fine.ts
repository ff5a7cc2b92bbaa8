export const fine = "records";
