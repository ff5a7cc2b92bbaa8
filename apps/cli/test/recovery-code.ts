/** Eight groups of four and the check character, which may be one of Crockford's five more. */
export const RECOVERY_CODE = /^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z*~$=U]$/;
