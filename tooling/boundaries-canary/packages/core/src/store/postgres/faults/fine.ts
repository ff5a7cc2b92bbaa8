export const fine = "faults";
