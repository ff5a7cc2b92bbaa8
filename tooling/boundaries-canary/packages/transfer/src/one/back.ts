export const back = "and no two files do";
