/** Live ones of an account: a program that logs in and never out must not fill the database. */
export const MAX_SESSIONS = 100;
